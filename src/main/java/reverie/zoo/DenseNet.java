package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * DenseNet-121 (Huang et al. 2016), as torchvision builds and names it: each layer reads all that
 * went before it in its block. Norms and activations come before the convolutions, so that they are
 * layers of their own.
 */
final class DenseNet {
  private static final int MINIMAL_SIZE = 32;
  private static final int GROWTH = 32;
  private static final int[] DEPTHS = {6, 12, 24, 16};

  private DenseNet() {}

  static Architecture denseNet121() {
    return new Drawn(
        "densenet121",
        "DenseNet-121, ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
                DenseNet::draw,
                new Model.Suggested(
                    List.of("features.denseblock3"),
                    List.of(
                        "features.conv0",
                        "features.denseblock1",
                        "features.denseblock2",
                        "features.denseblock3"),
                    List.of("features.denseblock2")))
            // The official checkpoint has the names of PyTorch before 0.4: norm.1 for norm1.
            .renaming(
                name ->
                    name.replaceAll(
                        "(\\.denselayer\\d+\\.(?:norm|relu|conv))\\.([12])\\.", "$1$2.")));
  }

  private static void draw(Draft d) {
    d.convNorm(
        "features.conv0", "features.norm0", 3, 64, 1, Window.square(7, 2, 3), Activation.RELU);
    d.alias("features.relu0");
    d.maxPool("features.pool0", Window.square(3, 2, 1), false);
    int channels = 64;
    for (int block = 1; block <= DEPTHS.length; block++) {
      channels = block(d, "features.denseblock" + block, channels, DEPTHS[block - 1]);
      if (block < DEPTHS.length) {
        String name = "features.transition" + block;
        d.normThen(name + ".relu", name + ".norm", channels, Activation.RELU);
        // The convolution is a product at each position: its bias is none, its norm comes later.
        d.plainConv(name + ".conv", channels, channels / 2, Window.square(1, 1, 0));
        d.averagePool(name + ".pool", Window.square(2, 2, 0));
        d.alias(name);
        channels /= 2;
      }
    }
    d.normThen("features", "features.norm5", channels, Activation.RELU);
    d.head();
    d.globalAverage("avgpool");
    d.dense(Draft.LOGITS, "classifier", channels, Draft.ANY, Activation.IDENTITY);
    d.alias("classifier");
  }

  private static int block(Draft d, String name, int channels, int depth) {
    int in = channels;
    for (int layer = 1; layer <= depth; layer++) {
      String own = name + ".denselayer" + layer;
      String from = d.last();
      d.normThen(own + ".relu1", own + ".norm1", in, Activation.RELU, from);
      d.convNorm(
          own + ".conv1",
          own + ".norm2",
          in,
          4 * GROWTH,
          1,
          Window.square(1, 1, 0),
          Activation.RELU);
      d.alias(own + ".relu2");
      String made = d.plainConv(own + ".conv2", 4 * GROWTH, GROWTH, Window.square(3, 1, 1));
      in += GROWTH;
      d.concat(layer == depth ? name : own, from, made);
    }
    return in;
  }
}
