package reverie.cli;

/**
 * A command that computes with a network whatever its options: the engine's libraries begin to load
 * while the command line is still being read.
 */
interface Computing {}
