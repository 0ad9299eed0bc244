package reverie.recipe;

/**
 * What a network takes a picture for.
 *
 * @param index of the class, from 0
 * @param name of the class, or its number
 * @param confidence the softmax of its score, in [0, 1]
 */
public record Guess(int index, String name, double confidence) {}
