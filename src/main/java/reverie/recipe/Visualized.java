package reverie.recipe;

import reverie.image.Picture;

/**
 * A picture of what something in a network looks for.
 *
 * @param name what it is of, such as "channel:mixed4:42"
 * @param picture square, of 8 bits: as a file holds it
 * @param value of the objective on that picture as it is, unframed and unturned
 * @param before the same of what it began with
 * @param completed whether all steps were taken
 */
public record Visualized(
    String name, Picture picture, double value, double before, boolean completed) {}
