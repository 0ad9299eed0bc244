package reverie.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.network.ForwardPass;
import reverie.objective.Classes;
import reverie.tensor.Dense;
import reverie.tensor.PictureTensors;
import reverie.zoo.Model;

/** A network that tells classes apart, and is asked how sure it is. */
public final class Classifier {
  /** Side of the pictures that networks of any size are usually trained on, in pixels. */
  private static final int USUAL_SIZE = 224;

  private final Session session;
  private final Classes classes;

  private Classifier(Session session, Classes classes) {
    this.session = session;
    this.classes = classes;
  }

  /**
   * The session's network.
   *
   * @throws reverie.support.UsageException if it has no classes
   */
  public static Classifier of(Session session) {
    return new Classifier(session, Classes.of(session.graph(), session.labels()));
  }

  /** What it tells apart. */
  public Classes classes() {
    return classes;
  }

  /** The session that it runs in. */
  public Session session() {
    return session;
  }

  /** Whether it sees no colours. */
  public boolean grey() {
    return session.graph().inputChannels() == 1;
  }

  /**
   * Side of the pictures it is to see, in pixels: the one it takes if there is one, else 224 or
   * what the model asks for.
   */
  public int size() {
    Model model = session.model();
    return model.takes(2 * model.minimalSize())
        ? Math.max(USUAL_SIZE, model.minimalSize())
        : model.minimalSize();
  }

  /** The centre of a picture, square, of that side; a picture of that size is untouched. */
  public static Picture fitted(Picture picture, int size) {
    int side = Math.min(picture.width(), picture.height());
    if (picture.width() == size && picture.height() == size) {
      return picture;
    }
    float[] square = new float[3 * side * side];
    int top = (picture.height() - side) / 2;
    int left = (picture.width() - side) / 2;
    for (int row = 0; row < 3 * side; row++) {
      int plane = row / side * picture.height() * picture.width();
      int from = plane + (top + row % side) * picture.width() + left;
      System.arraycopy(picture.rgb(), from, square, row * side, side);
    }
    return Resampling.resize(Picture.of(side, side, square), size, size);
  }

  /**
   * How sure the network is of each class, {@code [n][classes]}, in float64.
   *
   * @param images {@code [n, 3, h, w]} in [0, 1]
   */
  public double[][] confidences(INDArray images) {
    INDArray input = session.model().preprocessing().map().trace(images).value();
    int n = (int) images.size(0);
    try (ForwardPass pass = session.network().forward(input, Set.of(Classes.LAYER))) {
      double[] scores = new double[n * classes.count()];
      Dense.reading(pass.activations().of(Classes.LAYER)).read(0, scores, 0, scores.length);
      double[][] result = new double[n][];
      for (int i = 0; i < n; i++) {
        result[i] = softmax(scores, i * classes.count(), classes.count());
      }
      return result;
    }
  }

  private static double[] softmax(double[] scores, int from, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, scores[from + i]);
    }
    double[] result = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      result[i] = Math.exp(scores[from + i] - largest);
      sum += result[i];
    }
    for (int i = 0; i < count; i++) {
      result[i] /= sum;
    }
    return result;
  }

  /** All its guesses at a picture of any size, the surest first. */
  public List<Guess> guesses(Picture picture) {
    double[] sure = confidences(PictureTensors.of(fitted(picture, pictureSize(picture))))[0];
    return IntStream.range(0, sure.length)
        .mapToObj(i -> new Guess(i, classes.name(i), sure[i]))
        .sorted(Comparator.comparingDouble(Guess::confidence).reversed())
        .toList();
  }

  /** A square picture is seen at its own size where the network takes it. */
  private int pictureSize(Picture picture) {
    boolean square = picture.width() == picture.height();
    boolean anySize = size() != session.model().minimalSize();
    return square && anySize ? session.model().sideFor(picture.width()) : size();
  }

  /** How sure it is that a picture shows that class. */
  public double confidence(Picture picture, int target) {
    return guesses(picture).stream()
        .filter(guess -> guess.index() == target)
        .findFirst()
        .orElseThrow()
        .confidence();
  }
}
