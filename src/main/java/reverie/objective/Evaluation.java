package reverie.objective;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an objective measured.
 *
 * @param value the measurement, summed in float64, never flipped in sign
 * @param gradients d value / d activation for each layer the objective reads, of that activation's
 *     shape and type
 */
public record Evaluation(double value, Map<String, INDArray> gradients) {}
