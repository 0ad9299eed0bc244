/**
 * The portable engine: a {@link reverie.network.Network} computed by ND4J's operations, wherever
 * ND4J runs. {@link reverie.network.nd4j.Nd4jEngine} compiles a graph for it; each {@link
 * reverie.network.Operation} has one kernel, listed in {@link reverie.network.nd4j.Kernels}.
 *
 * <p>Arrays are {@code [n, h, w, c]} throughout. Input gradients of convolutions are convolutions
 * with flipped kernels: measured 5 to 10 times faster than ND4J's own backward operations, which
 * make weight gradients too.
 */
package reverie.network.nd4j;
