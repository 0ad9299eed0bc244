package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import reverie.network.Graph;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.weights.LayersModel;
import reverie.weights.Source;

/**
 * Inception v3 (Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision"),
 * as Keras Applications builds and names it. The trunk from the input to {@code mixed5} is
 * embedded; its topology stands in the file, so that a deeper one is read as well.
 */
final class InceptionV3 implements Architecture {
  private static final String FOLDER = "inception-v3/";

  /**
   * Deep Dream's and the style recipe's layers, tried on this trunk: mixed3 and mixed4 give large
   * eyes and textures at once.
   */
  private static final Model.Suggested SUGGESTED =
      new Model.Suggested(
          List.of("mixed3", "mixed4"),
          List.of(
              "conv2d_1", "conv2d_3", "conv2d_5", "mixed0", "mixed1", "mixed2", "mixed3", "mixed4"),
          List.of("mixed2"),
          new Model.StyleTaste(List.of(1.0), 0.14, 0.75, false));

  /** As Keras Applications demands. */
  private static final int MINIMAL_SIZE = 75;

  @Override
  public String name() {
    return "inception-v3";
  }

  @Override
  public String description() {
    return "Inception v3, ImageNet, from the input to mixed5";
  }

  @Override
  public Optional<Source> embedded() {
    return Optional.of(Source.resource(InceptionV3.class, FOLDER + LayersModel.FILE));
  }

  @Override
  public Model load(Source weights) {
    boolean own = weights.equals(embedded().orElseThrow());
    Graph graph = KerasNetwork.of(LayersModel.read(weights));
    try {
      return new Model(
          name(),
          description(),
          own ? notice() : "",
          graph,
          Preprocessing.range(-1, 1),
          List.of(),
          SUGGESTED,
          MINIMAL_SIZE);
    } catch (UsageException e) {
      throw new UserException(
          weights.name() + ": not Keras' Inception v3: " + e.getMessage(), e.hint(), e);
    }
  }

  private static String notice() {
    try (Source.Content content = Source.resource(InceptionV3.class, FOLDER + "NOTICE").open()) {
      return StandardCharsets.UTF_8
          .decode(content.read(0, Math.toIntExact(content.length())))
          .toString();
    }
  }
}
