package reverie.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.optimize.IterateAverage;
import reverie.optimize.OptimizerState;
import reverie.optimize.Plateau;
import reverie.support.UserException;
import reverie.weights.Safetensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;

/**
 * All that a painting needs to go on as if it had not stopped.
 *
 * @param work tells whose it is: of photo, styles and settings
 * @param done steps taken
 * @param parameters {@code [1, 3, h, w]}, of the size at hand
 * @param optimizer its state
 * @param average the sum of the average of the iterates
 * @param averageWeight the sum of its weights
 * @param plateau the losses that the early stop looks at
 */
record Checkpoint(
    String work,
    int done,
    INDArray parameters,
    OptimizerState optimizer,
    INDArray average,
    double averageWeight,
    double[] plateau) {
  private static final String STATE = "optimizer/";
  private static final String KIND = "reverie stylize checkpoint 1";

  static Checkpoint of(
      String work,
      int done,
      INDArray parameters,
      OptimizerState optimizer,
      IterateAverage average,
      Plateau plateau) {
    return new Checkpoint(
        work, done, parameters, optimizer, average.sum(), average.weight(), plateau.snapshot());
  }

  /** Writes a safetensors file, whole or not at all. */
  void write(Path file) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("parameters", tensor(parameters));
    tensors.put("average", tensor(average));
    optimizer.arrays().forEach((name, array) -> tensors.put(STATE + name, tensor(array)));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("kind", KIND);
    metadata.put("work", work);
    metadata.put("done", Integer.toString(done));
    metadata.put("optimizer.steps", Long.toString(optimizer.steps()));
    // Exact: a double and its shortest text are one to one.
    metadata.put("average.weight", Double.toString(averageWeight));
    StringBuilder losses = new StringBuilder();
    for (double loss : plateau) {
      losses.append(loss).append(' ');
    }
    metadata.put("plateau", losses.toString().strip());
    Safetensors.write(file, tensors, metadata);
  }

  private static Weights.Tensor tensor(INDArray array) {
    return new Weights.Tensor(
        array.shape(), array.dup('c').reshape(array.length()).toFloatVector());
  }

  /**
   * Reads one.
   *
   * @throws UserException if it is none, is damaged, or is of another work
   */
  static Checkpoint read(Path file, String work) {
    Weights weights = WeightFormats.read(file);
    Map<String, String> metadata = weights.metadata();
    if (!KIND.equals(metadata.get("kind"))) {
      throw new UserException(
          file + ": expected a checkpoint of stylize, found other arrays",
          "Name a file that --checkpoint wrote.");
    }
    if (!work.equals(metadata.get("work"))) {
      throw new UserException(
          file
              + ": a checkpoint of another work: the photo, a style, the model or an option differ",
          "Give the same command that wrote it, with --resume in addition.");
    }
    try {
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      for (String name : weights.names()) {
        if (name.startsWith(STATE)) {
          arrays.put(name.substring(STATE.length()), array(weights.named(name)));
        }
      }
      String[] losses = metadata.get("plateau").split(" ");
      double[] plateau = new double[losses.length];
      for (int i = 0; i < losses.length; i++) {
        plateau[i] = Double.parseDouble(losses[i]);
      }
      return new Checkpoint(
          work,
          Integer.parseInt(metadata.get("done")),
          array(weights.named("parameters")),
          new OptimizerState(Long.parseLong(metadata.get("optimizer.steps")), arrays),
          array(weights.named("average")),
          Double.parseDouble(metadata.get("average.weight")),
          plateau);
    } catch (NumberFormatException | NullPointerException e) {
      throw new UserException(file + ": a damaged checkpoint", "Start anew, without --resume.", e);
    }
  }

  private static INDArray array(Weights.Tensor tensor) {
    return Nd4j.createFromArray(tensor.values()).reshape(tensor.shape());
  }
}
