package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * MobileNet v2 (Sandler et al. 2018), as torchvision builds and names it: blocks that widen by 1x1,
 * look by 3x3 in each channel alone, and narrow by 1x1 without activation.
 */
final class MobileNetV2 {
  private static final int MINIMAL_SIZE = 32;
  private static final int LAST = 1280;

  /** Widening, channels, blocks, stride of the first block: the paper's table 2. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static Architecture mobileNetV2() {
    return new Drawn(
        "mobilenet_v2",
        "MobileNet v2, ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
            MobileNetV2::draw,
            new Model.Suggested(
                List.of("features.10", "features.13"),
                List.of("features.0", "features.1", "features.3", "features.6", "features.10"),
                List.of("features.6"))));
  }

  private static void draw(Draft d) {
    conv(d, "features.0", "features.0", 3, 32, 1, Window.square(3, 2, 1));
    int in = 32;
    int index = 1;
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        block(d, "features." + index++, in, stage[1], block == 0 ? stage[3] : 1, stage[0]);
        in = stage[1];
      }
    }
    conv(d, "features.18", "features.18", in, LAST, 1, Window.square(1, 1, 0));
    d.head();
    d.globalAverage("avgpool");
    d.dense(Draft.LOGITS, "classifier.1", LAST, Draft.ANY, Activation.IDENTITY);
    d.alias("classifier.1");
  }

  private static void block(Draft d, String name, int in, int out, int stride, int widening) {
    String from = d.last();
    boolean residual = stride == 1 && in == out;
    int wide = in * widening;
    int next = 0;
    if (widening != 1) {
      conv(d, name + ".conv.0", name + ".conv.0", in, wide, 1, Window.square(1, 1, 0));
      next = 1;
    }
    String depthwise = name + ".conv." + next;
    conv(d, depthwise, depthwise, wide, wide, wide, Window.square(3, stride, 1));
    String narrow = name + ".conv." + (next + 1);
    String made =
        d.convNorm(
            residual ? narrow : name,
            narrow,
            name + ".conv." + (next + 2),
            false,
            wide,
            out,
            1,
            Window.square(1, 1, 0),
            Activation.IDENTITY);
    if (residual) {
      d.sum(name, Activation.IDENTITY, from, made);
    } else {
      d.alias(narrow);
    }
  }

  private static void conv(
      Draft d, String name, String arrays, int in, int out, int groups, Window window) {
    d.convNorm(
        name, arrays + ".0", arrays + ".1", false, in, out, groups, window, Activation.RELU6);
  }
}
