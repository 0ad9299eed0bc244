/** Whole works. Read {@code ImageLoss} first: canvas, view, network, goal, and the way back. */
package reverie.recipe;
