package reverie.recipe;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.objective.Goal;
import reverie.tensor.PictureTensors;

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
    Picture seen = session.fitted(photo, settings.size());
    Score score = new Score(session, goal);
    INDArray image = PictureTensors.of(seen);
    double value = score.value(image);
    List<Saliency> maps = methods.stream().map(m -> m.run(score, image, settings)).toList();
    return new Result(seen, value, maps);
  }
}
