/** {@link reverie.cli.Main}: commands, options, progress, exit codes. */
package reverie.cli;
