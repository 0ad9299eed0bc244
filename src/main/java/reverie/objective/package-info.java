/**
 * {@link reverie.objective.Objective}: immutable measurements of activations, their weighted sum
 * ({@link reverie.objective.Goal}), and the small text language for them.
 */
package reverie.objective;
