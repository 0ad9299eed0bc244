/** {@link reverie.network.engine.Networks}: picks the compute engine for a graph. */
package reverie.network.engine;
