package reverie.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss and its gradient at some parameters.
 *
 * @param value the loss, to be made smaller
 * @param terms each term's own value, un-flipped and unweighted, by its text, in the order of the
 *     goal
 * @param gradient d loss / d parameters, of their shape; the receiver may change it
 */
public record Loss(double value, Map<String, Double> terms, INDArray gradient) {}
