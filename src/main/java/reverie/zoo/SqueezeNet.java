package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * SqueezeNet 1.0 and 1.1 (Iandola et al. 2016), as torchvision builds and names them: fire modules
 * of a 1x1 convolution that squeezes and two that expand; the classes are a convolution's maps.
 */
final class SqueezeNet {
  private static final int MINIMAL_SIZE = 48;

  private SqueezeNet() {}

  /** Version 1.0. */
  static Architecture v10() {
    return new Drawn(
        "squeezenet1_0",
        "SqueezeNet 1.0, ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
            d -> {
              d.conv("features.0", 3, 96, Window.square(7, 2, 0), Activation.RELU);
              d.alias("features.1");
              pool(d, 2);
              int in = 96;
              in = fire(d, 3, in, 16, 64);
              in = fire(d, 4, in, 16, 64);
              in = fire(d, 5, in, 32, 128);
              pool(d, 6);
              in = fire(d, 7, in, 32, 128);
              in = fire(d, 8, in, 48, 192);
              in = fire(d, 9, in, 48, 192);
              in = fire(d, 10, in, 64, 256);
              pool(d, 11);
              classifier(d, fire(d, 12, in, 64, 256));
            },
            new Model.Suggested(
                List.of("features.8", "features.10"),
                List.of("features.0", "features.3", "features.5", "features.8"),
                List.of("features.7"))));
  }

  /** Version 1.1: as good, with less than half of the work. */
  static Architecture v11() {
    return new Drawn(
        "squeezenet1_1",
        "SqueezeNet 1.1, ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
            d -> {
              d.conv("features.0", 3, 64, Window.square(3, 2, 0), Activation.RELU);
              d.alias("features.1");
              pool(d, 2);
              int in = 64;
              in = fire(d, 3, in, 16, 64);
              in = fire(d, 4, in, 16, 64);
              pool(d, 5);
              in = fire(d, 6, in, 32, 128);
              in = fire(d, 7, in, 32, 128);
              pool(d, 8);
              in = fire(d, 9, in, 48, 192);
              in = fire(d, 10, in, 48, 192);
              in = fire(d, 11, in, 64, 256);
              classifier(d, fire(d, 12, in, 64, 256));
            },
            new Model.Suggested(
                List.of("features.7", "features.9"),
                List.of("features.0", "features.3", "features.4", "features.6", "features.7"),
                List.of("features.6"))));
  }

  private static void pool(Draft d, int index) {
    d.maxPool("features." + index, Window.square(3, 2, 0), true);
  }

  private static int fire(Draft d, int index, int in, int squeeze, int expand) {
    String name = "features." + index;
    Window one = Window.square(1, 1, 0);
    String squeezed = d.conv(name + ".squeeze", in, squeeze, one, Activation.RELU);
    d.concat(
        name,
        d.conv(name + ".expand1x1", squeeze, expand, one, Activation.RELU, squeezed),
        d.conv(
            name + ".expand3x3",
            squeeze,
            expand,
            Window.square(3, 1, 1),
            Activation.RELU,
            squeezed));
    return 2 * expand;
  }

  private static void classifier(Draft d, int in) {
    d.head();
    d.conv("classifier.1", in, Draft.ANY, Window.square(1, 1, 0), Activation.RELU);
    d.alias("classifier.2");
    d.globalAverage(Draft.LOGITS);
    d.alias("classifier.3");
  }
}
