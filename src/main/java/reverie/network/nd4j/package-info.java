/**
 * The portable engine: a {@link reverie.network.Network} computed by ND4J's operations, wherever
 * ND4J runs. {@link reverie.network.nd4j.Nd4jEngine} compiles a graph for it; each {@link
 * reverie.network.Operation} has one kernel, listed in {@link reverie.network.nd4j.Kernels}.
 *
 * <p>Arrays are {@code [n, h, w, c]} throughout. Convolutions, forward and backward, are sums of
 * matrix products ({@link reverie.network.nd4j.ShiftedProducts}): ND4J's own convolutions copy
 * every window, and their backward operations make weight gradients too.
 */
package reverie.network.nd4j;
