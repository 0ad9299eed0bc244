/**
 * {@link reverie.canvas.Canvas}: parametrisations of the image (pixels, Fourier coefficients), and
 * random views of it (jitter, scale, rotation).
 */
package reverie.canvas;
