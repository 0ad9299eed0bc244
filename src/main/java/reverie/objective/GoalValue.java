package reverie.objective;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a goal made of activations.
 *
 * @param loss to be made smaller
 * @param terms each term's own value, un-flipped and unweighted, by its text, in the goal's order
 * @param gradients d loss / d activation by layer, {@link Objective#IMAGE} among them if a term
 *     reads it; the receiver may change them
 */
public record GoalValue(double loss, Map<String, Double> terms, Map<String, INDArray> gradients) {}
