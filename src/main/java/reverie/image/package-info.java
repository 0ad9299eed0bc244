/**
 * {@link reverie.image.Picture}: pictures in memory and in files: pixels, colour, orientation,
 * transparency.
 */
package reverie.image;
