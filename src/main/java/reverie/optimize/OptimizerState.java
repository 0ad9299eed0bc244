package reverie.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that an optimiser remembers between steps.
 *
 * @param steps steps taken
 * @param arrays its vectors by name, such as Adam's "m" and "v"
 */
public record OptimizerState(long steps, Map<String, INDArray> arrays) {}
