package reverie.network;

import java.util.ArrayList;
import java.util.List;
import reverie.network.Window.Padding;

/** Every option of {@link Pooling} and {@link GlobalPooling}. */
final class PoolingCases {
  private final List<ContractCase> cases = new ArrayList<>();
  private final RandomLayers layers = new RandomLayers(2);

  private PoolingCases() {}

  static List<ContractCase> all() {
    PoolingCases all = new PoolingCases();
    for (Pooling.Type type : Pooling.Type.values()) {
      all.windows(type);
      all.global(type);
    }
    all.averages();
    all.maximumOfNegatives();
    return all.cases;
  }

  private void windows(Pooling.Type type) {
    one("2x2 stride 2, odd size", type, 7, 8, Window.square(2, 2, 0), false);
    one("3x3 stride 2, overlapping", type, 9, 10, Window.square(3, 2, 0), false);
    one("3x3 stride 2, padded", type, 8, 9, Window.square(3, 2, 1), false);
    one("3x3 stride 1, padded", type, 5, 6, Window.square(3, 1, 1), false);
    one("3x3 stride 2, ceil", type, 8, 9, Window.square(3, 2, 0), true);
    one("3x3 stride 2, padded, ceil", type, 8, 9, Window.square(3, 2, 1), true);
    one("2x2 stride 2, padded, ceil drops a window", type, 7, 6, Window.square(2, 2, 1), true);
    one("3x3 stride 3, ceil", type, 7, 8, Window.square(3, 3, 1), true);
    one("2x2 stride 3, unread pixels", type, 7, 9, Window.square(2, 3, 0), false);
    one("2x3 stride 3x2", type, 8, 9, new Window(2, 3, 3, 2, 1, 1, Padding.NONE), false);
    one("3x3 stride 2, same, even and odd size", type, 8, 7, window(3, 2, Padding.SAME), false);
    one("3x3 stride 1, same", type, 5, 6, window(3, 1, Padding.SAME), false);
    one("2x2 stride 1, same", type, 5, 6, window(2, 1, Padding.SAME), false);
    one("padding after only", type, 8, 7, window(3, 2, new Padding(0, 1, 0, 1, false)), false);
    one(
        "padding before only, ceil",
        type,
        8,
        7,
        window(3, 2, new Padding(1, 0, 1, 0, false)),
        true);
    one("1x1 stride 2", type, 6, 7, Window.square(1, 2, 0), false);
    one("a picture smaller than its ceil window", type, 2, 2, Window.square(3, 2, 0), true);
  }

  private static Window window(int kernel, int stride, Padding padding) {
    return new Window(kernel, kernel, stride, stride, 1, 1, padding);
  }

  private void one(
      String name, Pooling.Type type, int height, int width, Window window, boolean ceil) {
    Pooling pooling = new Pooling(type, window, ceil, false);
    String full = pooling.kind() + " " + name;
    add(full, pooling, height, width);
    if (type == Pooling.Type.AVERAGE) {
      add(full + ", counted", new Pooling(type, window, ceil, true), height, width);
    }
  }

  private void add(String name, Operation pooling, int height, int width) {
    cases.add(
        new ContractCase(
            name,
            Graph.from("image", 3)
                .add("before", layers.convolution(3, 5, 1, Window.square(1, 1, 0), Activation.RELU))
                .add("pool", pooling)
                .build(),
            1,
            height,
            width));
  }

  private void averages() {
    Pooling average = new Pooling(Pooling.Type.AVERAGE, Window.square(3, 2, 1), true, true);
    cases.add(
        new ContractCase(
            "average pooling of the picture, a batch of two",
            Graph.from("image", 3).add("pool", average).build(),
            2,
            6,
            7));
  }

  private void maximumOfNegatives() {
    float[] scale = {0.1f, 0.1f, 0.1f};
    float[] shift = {-5, -5, -5};
    cases.add(
        new ContractCase(
            "max pooling of negative numbers, where padding must not win",
            Graph.from("image", 3)
                .add("negative", new ChannelAffine(scale, shift))
                .add("padded", new Pooling(Pooling.Type.MAX, Window.square(3, 2, 1), false, false))
                .add("ceil", new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), true, false))
                .add(
                    "same", new Pooling(Pooling.Type.MAX, window(3, 1, Padding.SAME), false, false))
                .build(),
            2,
            9,
            10));
  }

  private void global(Pooling.Type type) {
    GlobalPooling pooling = new GlobalPooling(type);
    cases.add(
        new ContractCase(
            pooling.kind(),
            Graph.from("image", 3)
                .add("before", layers.convolution(3, 17, Window.square(3, 1, 0)))
                .add("pool", pooling)
                .add("after", layers.convolution(17, 4, Window.square(1, 1, 0)))
                .build(),
            2,
            6,
            5));
  }
}
