/**
 * Conventions of every array in the toolkit, and {@link reverie.tensor.Traced}: a value with the
 * way back.
 *
 * <ul>
 *   <li>Numbers are float32; sums that are reported are taken in float64.
 *   <li>Images are {@code [n, 3, h, w]}, RGB, in [0, 1] sRGB until an architecture's preprocessing.
 *   <li>Activations are {@code [n, h, w, c]}, channels last, as the compute engine keeps them: a
 *       pixel's features lie together, so that {@code reshape(h * w, c)} is free.
 *   <li>Height comes before width in tensor code; width before height in pictures and in options.
 *   <li>Objectives and maps work on float64 arrays too: that is how their gradients are tested.
 * </ul>
 */
package reverie.tensor;
