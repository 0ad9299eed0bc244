package reverie.zoo;

import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The lecture's network while DeepLearning4J trains it: cross entropy, Adam. The same seed and
 * batches give the same weights on one machine.
 */
public final class LectureTraining {
  /** Side of the network's pictures, in pixels. */
  public static final int SIDE = LectureNetwork.SIDE;

  /** How many digits there are. */
  public static final int CLASSES = LectureNetwork.CLASSES;

  private final MultiLayerNetwork network;

  private LectureTraining(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * Begins with random weights.
   *
   * @param rate of Adam, above 0; 0.001 is proven
   * @param seed of the weights
   */
  public static LectureTraining begin(double rate, long seed) {
    return new LectureTraining(LectureNetwork.untrained(rate, seed));
  }

  /** The next steps are of another learning rate, above 0. */
  public void rate(double rate) {
    network.setLearningRate(rate);
  }

  /**
   * Takes a step.
   *
   * @param images {@code [n][28 * 28]} in [0, 1]
   * @param labels the digits they show
   * @return the mean cross entropy before the step
   */
  public double fit(float[][] images, int[] labels) {
    INDArray wanted = Nd4j.zeros(DataType.FLOAT, labels.length, CLASSES);
    for (int i = 0; i < labels.length; i++) {
      wanted.putScalar(i, labels[i], 1);
    }
    network.fit(array(images), wanted);
    return network.score();
  }

  /**
   * The share of pictures that it takes for what they are.
   *
   * @param images {@code [n][28 * 28]} in [0, 1]
   * @param labels the digits they show
   */
  public double accuracy(float[][] images, int[] labels) {
    int[] found = network.output(array(images)).argMax(1).toIntVector();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += found[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Writes the weights, whole or not at all: a zip that DL4J and {@link Models#load} read. */
  public void save(Path file) {
    LectureNetwork.write(network, file);
  }

  private static INDArray array(float[][] images) {
    return Nd4j.createFromArray(images).reshape(images.length, 1, SIDE, SIDE);
  }
}
