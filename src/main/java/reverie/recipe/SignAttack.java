package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.objective.CrossEntropy;
import reverie.objective.Goal;
import reverie.tensor.PictureTensors;
import reverie.zoo.LectureTraining;

/**
 * The fast gradient sign method (Goodfellow, Shlens and Szegedy 2015) on many labelled pictures:
 * each is moved by epsilon in the direction of the sign of the gradient, away from what it shows,
 * and clamped to [0, 1]; then the network is asked again.
 */
public final class SignAttack {
  private static final int SIDE = LectureTraining.SIDE;
  private static final int AT_ONCE = 100;

  /**
   * What an attack came to.
   *
   * @param epsilon how far each pixel was moved, of the range [0, 1]
   * @param wrong the share of pictures that are told wrong
   */
  public record Point(double epsilon, double wrong) {}

  /**
   * One picture of each digit, before and after.
   *
   * @param original as it was
   * @param attacked as it is
   * @param seen what the network takes it for
   */
  public record Example(Picture original, Picture attacked, Guess seen) {}

  private final Classifier classifier;
  private final LabelledPictures pictures;
  private final Canvas canvas = Canvases.ALL.get("grey").of(SIDE, SIDE);

  /** Of pictures that the network did not learn from. */
  public SignAttack(Classifier classifier, LabelledPictures pictures) {
    this.classifier = classifier;
    this.pictures = pictures;
  }

  /** How many are told wrong. */
  public Point at(double epsilon) {
    int wrong = 0;
    for (int digit = 0; digit < LectureTraining.CLASSES; digit++) {
      List<Integer> places = places(digit);
      for (int i = 0; i < places.size(); i += AT_ONCE) {
        List<Integer> some = places.subList(i, Math.min(places.size(), i + AT_ONCE));
        INDArray moved = moved(pictures.some(some).images(), digit, epsilon);
        for (double[] sure : classifier.confidences(moved)) {
          wrong += largest(sure) == digit ? 0 : 1;
        }
        moved.close();
      }
    }
    return new Point(epsilon, (double) wrong / pictures.size());
  }

  /** The first of each digit. */
  public List<Example> examples(double epsilon) {
    List<Example> examples = new ArrayList<>();
    for (int digit = 0; digit < LectureTraining.CLASSES; digit++) {
      List<Integer> places = places(digit);
      if (!places.isEmpty()) {
        float[][] one = pictures.some(places.subList(0, 1)).images();
        Picture attacked = picture(moved(one, digit, epsilon));
        Picture original = picture(images(one));
        examples.add(new Example(original, attacked, classifier.guesses(attacked).get(0)));
      }
    }
    return examples;
  }

  private List<Integer> places(int digit) {
    return IntStream.range(0, pictures.size())
        .filter(i -> pictures.labels()[i] == digit)
        .boxed()
        .toList();
  }

  private static int largest(double[] numbers) {
    return IntStream.range(0, numbers.length).reduce(0, (a, b) -> numbers[b] > numbers[a] ? b : a);
  }

  private static INDArray images(float[][] images) {
    return Nd4j.createFromArray(images).reshape(images.length, 1, SIDE, SIDE);
  }

  private Picture picture(INDArray grey) {
    return Picture.of(SIDE, SIDE, PictureTensors.rgb(canvas.paint(grey).value()));
  }

  /** {@code [n, 1, h, w]}. */
  private INDArray moved(float[][] all, int digit, double epsilon) {
    INDArray parameters = images(all);
    ImageLoss loss =
        new ImageLoss(
            canvas,
            Views.none(),
            classifier.session().model().preprocessing().map(),
            classifier.session().network(),
            Goal.of("class", new CrossEntropy(digit)),
            0);
    // Up the loss: away from what the pictures show.
    INDArray sign = Transforms.sign(loss.at(0).at(parameters).gradient(), false);
    parameters.addi(sign.muli(epsilon));
    canvas.constrain(parameters);
    return parameters;
  }
}
