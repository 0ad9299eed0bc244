package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * GoogLeNet, or Inception v1 (Szegedy et al. 2014, "Going Deeper with Convolutions"), as
 * torchvision builds and names it: with batch norm, and 3x3 where the paper has 5x5. {@link
 * CaffeGoogLeNet} is the paper's own, which the first Deep Dream climbed.
 */
final class GoogLeNet {
  private static final int MINIMAL_SIZE = 32;
  private static final double EPSILON = 1e-3;

  private GoogLeNet() {}

  static Architecture googLeNet() {
    return new Drawn(
        "googlenet",
        "GoogLeNet (Inception v1), ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
            GoogLeNet::draw,
            // The weights come from TensorFlow; torchvision turns its own range into this one.
            Preprocessing.range(-1, 1),
            new Model.Suggested(
                List.of("inception4c"),
                List.of("conv1", "conv3", "inception3a", "inception3b", "inception4a"),
                List.of("inception3b")),
            "aux1.",
            "aux2."),
        CaffeGoogLeNet.dialect());
  }

  private static void draw(Draft d) {
    d.epsilon(EPSILON);
    conv(d, "conv1", 3, 64, Window.square(7, 2, 3));
    pool(d, 1, 3);
    conv(d, "conv2", 64, 64, Window.square(1, 1, 0));
    conv(d, "conv3", 64, 192, Window.square(3, 1, 1));
    pool(d, 2, 3);
    block(d, "inception3a", 192, 64, 96, 128, 16, 32, 32);
    block(d, "inception3b", 256, 128, 128, 192, 32, 96, 64);
    pool(d, 3, 3);
    block(d, "inception4a", 480, 192, 96, 208, 16, 48, 64);
    block(d, "inception4b", 512, 160, 112, 224, 24, 64, 64);
    block(d, "inception4c", 512, 128, 128, 256, 24, 64, 64);
    block(d, "inception4d", 512, 112, 144, 288, 32, 64, 64);
    block(d, "inception4e", 528, 256, 160, 320, 32, 128, 128);
    pool(d, 4, 2);
    block(d, "inception5a", 832, 256, 160, 320, 32, 128, 128);
    block(d, "inception5b", 832, 384, 192, 384, 48, 128, 128);
    d.head();
    d.globalAverage("avgpool");
    d.dense(Draft.LOGITS, "fc", 1024, Draft.ANY, Activation.IDENTITY);
    d.alias("fc");
  }

  private static String conv(Draft d, String name, int in, int out, Window window, String... from) {
    return d.convNorm(
        name, name + ".conv", name + ".bn", false, in, out, 1, window, Activation.RELU, from);
  }

  private static void pool(Draft d, int number, int side) {
    d.maxPool("maxpool" + number, Window.square(side, 2, 0), true);
  }

  /** Four branches side by side: 1x1, 3x3 after 1x1, 3x3 after 1x1, 1x1 after a maximum. */
  private static void block(
      Draft d, String name, int in, int one, int toThree, int three, int toFive, int five, int up) {
    Window point = Window.square(1, 1, 0);
    Window wide = Window.square(3, 1, 1);
    String from = d.last();
    String first = conv(d, name + ".branch1", in, one, point, from);
    conv(d, name + ".branch2.0", in, toThree, point, from);
    String second = conv(d, name + ".branch2.1", toThree, three, wide);
    conv(d, name + ".branch3.0", in, toFive, point, from);
    String third = conv(d, name + ".branch3.1", toFive, five, wide);
    d.maxPool(name + ".branch4.0", wide, true, from);
    String fourth = conv(d, name + ".branch4.1", in, up, point);
    d.concat(name, first, second, third, fourth);
  }
}
