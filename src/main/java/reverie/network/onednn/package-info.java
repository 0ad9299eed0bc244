/**
 * The fast engine: a {@link reverie.network.Graph} cut at its deepest tap becomes a {@link
 * reverie.network.onednn.Plan}, a static list of oneDNN primitives for one image size. Channels
 * last throughout; every buffer lies in one arena, placed by its lifetime; weights are reordered
 * once; input gradients only.
 */
package reverie.network.onednn;
