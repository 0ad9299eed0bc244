package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * Network in Network (Lin et al. 2013) for ImageNet: convolutions each followed by two of 1x1; the
 * classes are the last one's maps. Small weights, and a look of its own in style transfer.
 *
 * <p>Layers have the names of the authors' Caffe model; checkpoints converted to PyTorch number
 * them, as {@code features.0}.
 */
final class Nin {
  private static final int MINIMAL_SIZE = 64;

  /** Caffe's names, and the indices of their modules in PyTorch. */
  private static final String[] NAMES = {
    "conv1",
    "cccp1",
    "cccp2",
    "conv2",
    "cccp3",
    "cccp4",
    "conv3",
    "cccp5",
    "cccp6",
    "conv4-1024",
    "cccp7-1024",
    "cccp8-1024"
  };

  private static final int[] INDICES = {0, 2, 4, 7, 9, 11, 14, 16, 18, 22, 24, 26};

  private static final Model.Suggested SUGGESTED =
      new Model.Suggested(
          List.of("cccp6"), List.of("conv1", "cccp2", "conv2", "cccp4", "conv3"), List.of("cccp4"));

  private Nin() {}

  static Architecture nin() {
    return new Drawn(
        "nin",
        "Network in Network, ImageNet",
        MINIMAL_SIZE,
        dialect("Caffe", NAMES),
        dialect(
            "PyTorch",
            java.util.Arrays.stream(INDICES)
                .mapToObj(i -> "features." + i)
                .toArray(String[]::new)));
  }

  private static Dialect dialect(String name, String[] arrays) {
    return new Dialect(
        name,
        d -> draw(d, arrays),
        List.of(),
        KerasArrays.caffe(),
        true,
        SUGGESTED,
        java.util.function.UnaryOperator.identity());
  }

  private static void draw(Draft d, String[] arrays) {
    triple(d, arrays, 0, 3, new int[] {96, 96, 96}, Window.square(11, 4, 0));
    d.maxPool("pool0", Window.square(3, 2, 0), true);
    triple(d, arrays, 3, 96, new int[] {256, 256, 256}, Window.square(5, 1, 2));
    d.maxPool("pool2", Window.square(3, 2, 0), true);
    triple(d, arrays, 6, 256, new int[] {384, 384, 384}, Window.square(3, 1, 1));
    d.maxPool("pool3", Window.square(3, 2, 0), true);
    triple(d, arrays, 9, 384, new int[] {1024, 1024, 1000}, Window.square(3, 1, 1));
    d.globalAverage(Draft.LOGITS);
    d.alias("pool4");
  }

  private static void triple(
      Draft d, String[] arrays, int first, int in, int[] out, Window window) {
    int channels = in;
    for (int i = 0; i < out.length; i++) {
      Window own = i == 0 ? window : Window.square(1, 1, 0);
      int index = first + i;
      d.conv(NAMES[index], arrays[index], channels, out[i], own, Activation.RELU);
      channels = out[i];
    }
  }
}
