package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * ResNet-18 and ResNet-50 (He et al. 2015), as torchvision builds and names them: blocks of two 3x3
 * convolutions, or of 1x1, 3x3 (which has the stride) and 1x1, each added to its input.
 */
final class ResNet {
  private static final int MINIMAL_SIZE = 32;

  private ResNet() {}

  static Architecture resNet18() {
    return of("resnet18", "ResNet-18, ImageNet", false, 2, 2, 2, 2);
  }

  static Architecture resNet50() {
    return of("resnet50", "ResNet-50, ImageNet", true, 3, 4, 6, 3);
  }

  private static Architecture of(String name, String description, boolean deep, int... depths) {
    return new Drawn(
        name,
        description,
        MINIMAL_SIZE,
        Dialect.torchvision(
            d -> draw(d, deep, depths),
            new Model.Suggested(
                List.of("layer3.0", "layer3.1"),
                List.of("conv1", "layer1.0", "layer1.1", "layer2.0", "layer2.1"),
                List.of("layer2.1"))));
  }

  private static void draw(Draft d, boolean deep, int[] depths) {
    d.convNorm("conv1", "bn1", 3, 64, 1, Window.square(7, 2, 3), Activation.RELU);
    d.alias("bn1");
    d.alias("relu");
    d.maxPool("maxpool", Window.square(3, 2, 1), false);
    int in = 64;
    for (int stage = 1; stage <= depths.length; stage++) {
      int width = 32 << stage;
      for (int block = 0; block < depths[stage - 1]; block++) {
        String name = "layer" + stage + "." + block;
        int stride = stage > 1 && block == 0 ? 2 : 1;
        in = deep ? bottleneck(d, name, in, width, stride) : basic(d, name, in, width, stride);
      }
      d.alias("layer" + stage);
    }
    d.head();
    d.globalAverage("avgpool");
    d.dense(Draft.LOGITS, "fc", in, Draft.ANY, Activation.IDENTITY);
    d.alias("fc");
  }

  private static int basic(Draft d, String name, int in, int width, int stride) {
    String from = d.last();
    conv(d, name, 1, in, width, Window.square(3, stride, 1), Activation.RELU, from);
    String made = conv(d, name, 2, width, width, Window.square(3, 1, 1), Activation.IDENTITY);
    return sum(d, name, made, from, in, width, stride);
  }

  private static int bottleneck(Draft d, String name, int in, int width, int stride) {
    String from = d.last();
    conv(d, name, 1, in, width, Window.square(1, 1, 0), Activation.RELU, from);
    conv(d, name, 2, width, width, Window.square(3, stride, 1), Activation.RELU);
    String made = conv(d, name, 3, width, 4 * width, Window.square(1, 1, 0), Activation.IDENTITY);
    return sum(d, name, made, from, in, 4 * width, stride);
  }

  private static int sum(
      Draft d, String name, String made, String from, int in, int out, int stride) {
    String across = from;
    if (in != out || stride != 1) {
      across =
          d.convNorm(
              name + ".downsample.0",
              name + ".downsample.1",
              in,
              out,
              1,
              Window.square(1, stride, 0),
              Activation.IDENTITY,
              from);
    }
    d.sum(name, Activation.RELU, made, across);
    return out;
  }

  private static String conv(
      Draft d,
      String block,
      int number,
      int in,
      int out,
      Window window,
      Activation then,
      String... from) {
    return d.convNorm(
        block + ".conv" + number, block + ".bn" + number, in, out, 1, window, then, from);
  }
}
