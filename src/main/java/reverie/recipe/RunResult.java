package reverie.recipe;

import reverie.image.Picture;

/**
 * What a run made.
 *
 * @param picture the result; of the last whole step where the run was stopped
 * @param steps how many steps were taken
 * @param completed whether it was not stopped
 */
public record RunResult(Picture picture, int steps, boolean completed) {}
