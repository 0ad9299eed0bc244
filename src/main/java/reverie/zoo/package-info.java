/**
 * {@link reverie.zoo.Model}: a network with its weights, its input's range and its good layers. An
 * {@link reverie.zoo.Architecture} makes one of a checkpoint; {@link reverie.zoo.Models} is the
 * catalogue. Loading a model needs no native code.
 */
package reverie.zoo;
