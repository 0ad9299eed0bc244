/**
 * {@link reverie.weights.Weights}: checkpoint file formats: names to arrays. Files from outside are
 * hostile until read.
 */
package reverie.weights;
