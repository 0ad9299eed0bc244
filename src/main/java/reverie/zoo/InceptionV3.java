package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import reverie.network.Activation;
import reverie.network.Graph;
import reverie.network.Window;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.weights.LayersModel;
import reverie.weights.Source;

/**
 * Inception v3 (Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision"),
 * as Keras Applications builds and names it, and as torchvision does. The trunk from the input to
 * Keras' {@code mixed5} is embedded; a Keras model's topology stands in its file, so that a deeper
 * one is read as well.
 */
final class InceptionV3 extends Drawn {
  private static final String NAME = "inception-v3";
  private static final String DESCRIPTION = "Inception v3, ImageNet";
  private static final String FOLDER = NAME + "/";
  private static final double EPSILON = 1e-3;

  /**
   * Deep Dream's and the style recipe's layers, tried on this trunk: mixed3 and mixed4 give large
   * eyes and textures at once.
   */
  private static final Model.Suggested KERAS =
      new Model.Suggested(
          List.of("mixed3", "mixed4"),
          List.of(
              "conv2d_1", "conv2d_3", "conv2d_5", "mixed0", "mixed1", "mixed2", "mixed3", "mixed4"),
          List.of("mixed2"),
          new Model.StyleTaste(List.of(1.0), 0.14, 0.75, false));

  /** Layers that tell Keras' network from others. */
  static final List<String> KERAS_LAYERS = List.of("conv2d_1", "mixed0", "mixed3");

  /** The same layers in torchvision's names. */
  private static final Model.Suggested TORCHVISION =
      new Model.Suggested(
          List.of("Mixed_6a", "Mixed_6b"),
          List.of(
              "Conv2d_1a_3x3",
              "Conv2d_2a_3x3",
              "Conv2d_2b_3x3",
              "Conv2d_4a_3x3",
              "Mixed_5b",
              "Mixed_5c",
              "Mixed_5d"),
          List.of("Mixed_5d"));

  /** As Keras Applications demands. */
  private static final int MINIMAL_SIZE = 75;

  InceptionV3() {
    super(
        NAME,
        DESCRIPTION,
        MINIMAL_SIZE,
        Dialect.torchvision(
            InceptionV3::draw, Preprocessing.range(-1, 1), TORCHVISION, "AuxLogits."));
  }

  @Override
  public Optional<Source> embedded() {
    return Optional.of(Source.resource(InceptionV3.class, FOLDER + LayersModel.FILE));
  }

  @Override
  public Model load(Source weights) {
    return weights.equals(embedded().orElseThrow())
        ? keras(KerasNetwork.of(LayersModel.read(weights)), notice())
        : super.load(weights);
  }

  @Override
  public Model load(reverie.weights.Checkpoint checkpoint) {
    if (checkpoint instanceof LayersModel layers) {
      try {
        return keras(KerasNetwork.of(layers), "");
      } catch (UsageException e) {
        throw new UserException(
            layers.weights().source() + ": not Keras' Inception v3: " + e.getMessage(),
            e.hint(),
            e);
      }
    }
    return super.load(checkpoint);
  }

  /** Keras' network. */
  static Model keras(Graph graph, String notice) {
    return new Model(
        NAME,
        notice.isEmpty() ? DESCRIPTION : DESCRIPTION + ", from the input to mixed5",
        notice,
        graph,
        Preprocessing.range(-1, 1),
        labels(graph),
        KERAS,
        MINIMAL_SIZE);
  }

  private static String notice() {
    try (Source.Content content = Source.resource(InceptionV3.class, FOLDER + "NOTICE").open()) {
      return StandardCharsets.UTF_8
          .decode(content.read(0, Math.toIntExact(content.length())))
          .toString();
    }
  }

  // ---- torchvision's

  private static void draw(Draft d) {
    d.epsilon(EPSILON);
    conv(d, "Conv2d_1a_3x3", 3, 32, Window.square(3, 2, 0));
    conv(d, "Conv2d_2a_3x3", 32, 32, Window.square(3, 1, 0));
    conv(d, "Conv2d_2b_3x3", 32, 64, Window.square(3, 1, 1));
    d.maxPool("maxpool1", Window.square(3, 2, 0), false);
    conv(d, "Conv2d_3b_1x1", 64, 80, point());
    conv(d, "Conv2d_4a_3x3", 80, 192, Window.square(3, 1, 0));
    d.maxPool("maxpool2", Window.square(3, 2, 0), false);
    small(d, "Mixed_5b", 192, 32);
    small(d, "Mixed_5c", 256, 64);
    small(d, "Mixed_5d", 288, 64);
    halved(d);
    long7(d, "Mixed_6b", 128);
    long7(d, "Mixed_6c", 160);
    long7(d, "Mixed_6d", 160);
    long7(d, "Mixed_6e", 192);
    halvedAgain(d);
    wide(d, "Mixed_7b", 1280);
    wide(d, "Mixed_7c", 2048);
    d.head();
    d.globalAverage("avgpool");
    d.dense(Draft.LOGITS, "fc", 2048, Draft.ANY, Activation.IDENTITY);
    d.alias("fc");
  }

  private static String conv(Draft d, String name, int in, int out, Window window, String... from) {
    return d.convNorm(
        name, name + ".conv", name + ".bn", false, in, out, 1, window, Activation.RELU, from);
  }

  private static Window point() {
    return Window.square(1, 1, 0);
  }

  private static Window bar(int height, int width) {
    return new Window(
        height,
        width,
        1,
        1,
        1,
        1,
        new Window.Padding(height / 2, height / 2, width / 2, width / 2, false));
  }

  /** 1x1, 3x3 or a mean at each position, projected. */
  private static String pooled(Draft d, String name, int in, int out, String from) {
    d.averagePool(name + ".pool", Window.square(3, 1, 1), from);
    return conv(d, name + ".branch_pool", in, out, point());
  }

  private static void small(Draft d, String name, int in, int pool) {
    String from = d.last();
    String one = conv(d, name + ".branch1x1", in, 64, point(), from);
    conv(d, name + ".branch5x5_1", in, 48, point(), from);
    String five = conv(d, name + ".branch5x5_2", 48, 64, Window.square(5, 1, 2));
    conv(d, name + ".branch3x3dbl_1", in, 64, point(), from);
    conv(d, name + ".branch3x3dbl_2", 64, 96, Window.square(3, 1, 1));
    String twice = conv(d, name + ".branch3x3dbl_3", 96, 96, Window.square(3, 1, 1));
    d.concat(name, one, five, twice, pooled(d, name, in, pool, from));
  }

  private static void halved(Draft d) {
    String name = "Mixed_6a";
    String from = d.last();
    String three = conv(d, name + ".branch3x3", 288, 384, Window.square(3, 2, 0), from);
    conv(d, name + ".branch3x3dbl_1", 288, 64, point(), from);
    conv(d, name + ".branch3x3dbl_2", 64, 96, Window.square(3, 1, 1));
    String twice = conv(d, name + ".branch3x3dbl_3", 96, 96, Window.square(3, 2, 0));
    String most = d.maxPool(name + ".pool", Window.square(3, 2, 0), false, from);
    d.concat(name, three, twice, most);
  }

  private static void long7(Draft d, String name, int c) {
    String from = d.last();
    String one = conv(d, name + ".branch1x1", 768, 192, point(), from);
    conv(d, name + ".branch7x7_1", 768, c, point(), from);
    conv(d, name + ".branch7x7_2", c, c, bar(1, 7));
    String seven = conv(d, name + ".branch7x7_3", c, 192, bar(7, 1));
    conv(d, name + ".branch7x7dbl_1", 768, c, point(), from);
    conv(d, name + ".branch7x7dbl_2", c, c, bar(7, 1));
    conv(d, name + ".branch7x7dbl_3", c, c, bar(1, 7));
    conv(d, name + ".branch7x7dbl_4", c, c, bar(7, 1));
    String twice = conv(d, name + ".branch7x7dbl_5", c, 192, bar(1, 7));
    d.concat(name, one, seven, twice, pooled(d, name, 768, 192, from));
  }

  private static void halvedAgain(Draft d) {
    String name = "Mixed_7a";
    String from = d.last();
    conv(d, name + ".branch3x3_1", 768, 192, point(), from);
    String three = conv(d, name + ".branch3x3_2", 192, 320, Window.square(3, 2, 0));
    conv(d, name + ".branch7x7x3_1", 768, 192, point(), from);
    conv(d, name + ".branch7x7x3_2", 192, 192, bar(1, 7));
    conv(d, name + ".branch7x7x3_3", 192, 192, bar(7, 1));
    String seven = conv(d, name + ".branch7x7x3_4", 192, 192, Window.square(3, 2, 0));
    String most = d.maxPool(name + ".pool", Window.square(3, 2, 0), false, from);
    d.concat(name, three, seven, most);
  }

  private static void wide(Draft d, String name, int in) {
    String from = d.last();
    String one = conv(d, name + ".branch1x1", in, 320, point(), from);
    String three = conv(d, name + ".branch3x3_1", in, 384, point(), from);
    String threeA = conv(d, name + ".branch3x3_2a", 384, 384, bar(1, 3), three);
    String threeB = conv(d, name + ".branch3x3_2b", 384, 384, bar(3, 1), three);
    conv(d, name + ".branch3x3dbl_1", in, 448, point(), from);
    String twice = conv(d, name + ".branch3x3dbl_2", 448, 384, Window.square(3, 1, 1));
    String twiceA = conv(d, name + ".branch3x3dbl_3a", 384, 384, bar(1, 3), twice);
    String twiceB = conv(d, name + ".branch3x3dbl_3b", 384, 384, bar(3, 1), twice);
    d.concat(name, one, threeA, threeB, twiceA, twiceB, pooled(d, name, in, 192, from));
  }
}
