package reverie.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import reverie.image.Picture;
import reverie.support.UsageException;

/**
 * Makes pictures that a network is sure of and a person is not: Szegedy et al. 2014, "Intriguing
 * properties of neural networks"; Nguyen, Yosinski and Clune 2015, "Deep Neural Networks are Easily
 * Fooled". All are of 8 bits, so that a file holds them as they are.
 */
public final class FoolRecipe {
  /**
   * Fools a network.
   *
   * @param targets classes, from 0
   * @param photo where the method begins; of any size
   * @param done told of each class when its picture is as good as it gets
   * @throws UsageException if the method needs a photo, or can do nothing with one
   */
  public void run(
      FoolMethod method,
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    if (method.start() == FoolMethod.Start.PHOTO && photo.isEmpty()) {
      throw new UsageException(
          "method '" + method.name() + "' begins with a photo, found none",
          "Name one with --from, or use --method ascent.");
    }
    if (method.start() == FoolMethod.Start.NOISE && photo.isPresent()) {
      throw new UsageException(
          "method '" + method.name() + "' begins with noise, found a photo",
          "Leave --from out, or use --method pgd.");
    }
    method
        .attack()
        .run(
            classifier,
            targets,
            photo.map(p -> Classifier.fitted(p, settings.size())),
            settings,
            context,
            done);
  }
}
