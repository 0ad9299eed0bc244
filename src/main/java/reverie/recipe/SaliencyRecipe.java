package reverie.recipe;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.objective.Goal;
import reverie.tensor.PictureTensors;
import reverie.zoo.Model;

/** Which pixels of a photo matter to an objective. */
public final class SaliencyRecipe {
  /**
   * What was found.
   *
   * @param seen the photo as the network saw it, of the maps' size, in [0, 1]
   * @param objective its value there
   * @param maps one a method
   */
  public record Result(Picture seen, double objective, List<Saliency> maps) {}

  /**
   * Asks each method.
   *
   * @param photo of any size
   * @throws reverie.support.UserException if the photo is too small for the objective's layers
   */
  public Result run(
      List<SaliencyMethod> methods,
      Picture photo,
      Goal goal,
      SaliencySettings settings,
      Session session) {
    Picture seen = seen(photo, settings.size(), session.model());
    Score score = new Score(session, goal);
    INDArray image = PictureTensors.of(seen);
    double value = score.value(image);
    List<Saliency> maps = methods.stream().map(m -> m.run(score, image, settings)).toList();
    return new Result(seen, value, maps);
  }

  /**
   * The photo at its own size, or smaller; of a network that takes one size, the square in its
   * middle in that size.
   */
  private static Picture seen(Picture photo, int size, Model model) {
    if (!model.takes(2 * model.minimalSize())) {
      return Classifier.fitted(photo, model.minimalSize());
    }
    Size own = Size.of(photo);
    if (own.longSide() <= size) {
      return photo;
    }
    Size small = own.withLongSide(size);
    return Resampling.resize(photo, small.width(), small.height());
  }
}
