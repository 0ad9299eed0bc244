/**
 * {@link reverie.weights.Weights}: checkpoint file formats: names to arrays. {@link
 * reverie.weights.WeightFormats} tells which format a file is of; {@link
 * reverie.weights.LayersModel} keeps a Keras network's topology beside its weights. Files from
 * outside are hostile until read: every size is checked against the file's length before memory is
 * taken. Nothing here needs native code.
 */
package reverie.weights;
