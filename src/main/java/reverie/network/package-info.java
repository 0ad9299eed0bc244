/**
 * {@link reverie.network.Network}: a frozen layer graph, run forward with taps and backward from
 * taps to the image, and the compute engines behind it. A {@link reverie.network.Graph} says what
 * is computed, a {@link reverie.network.Networks network made of it} computes it.
 */
package reverie.network;
