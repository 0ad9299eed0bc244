package reverie.zoo;

import java.util.List;
import java.util.function.UnaryOperator;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * VGG-16 and VGG-19 (Simonyan and Zisserman 2014), with and without batch norm, as torchvision,
 * Keras Applications and Caffe name them: blocks of 3x3 convolutions, each block then halved. The
 * network of style transfer.
 *
 * <p>Layers have torchvision's, Keras' or Caffe's names, and in all the papers': {@code relu4_2} is
 * the second convolution of the fourth block after its activation, {@code pool4} the block's
 * pooling.
 */
final class Vgg {
  private static final int MINIMAL_SIZE = 32;
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int HIDDEN = 4096;
  private static final int LAST_SIDE = 7;

  /** Gatys et al. 2016; dreams: the middle, where VGG has eyes and shells. */
  private static final Model.Suggested SUGGESTED =
      new Model.Suggested(
          List.of("relu4_3", "relu5_1"),
          List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"),
          List.of("relu4_2"));

  private Vgg() {}

  /** 16 layers with weights. */
  static Architecture vgg16() {
    return plain("vgg16", "VGG-16, ImageNet", 2, 2, 3, 3, 3);
  }

  /** 16 layers with weights, each convolution with batch norm. */
  static Architecture vgg16Norm() {
    return normed("vgg16_bn", "VGG-16 with batch norm, ImageNet", 2, 2, 3, 3, 3);
  }

  /** 19 layers with weights. */
  static Architecture vgg19() {
    return plain("vgg19", "VGG-19, ImageNet", 2, 2, 4, 4, 4);
  }

  /** 19 layers with weights, each convolution with batch norm. */
  static Architecture vgg19Norm() {
    return normed("vgg19_bn", "VGG-19 with batch norm, ImageNet", 2, 2, 4, 4, 4);
  }

  private static Architecture plain(String name, String description, int... depths) {
    return new Drawn(
        name,
        description,
        MINIMAL_SIZE,
        Dialect.torchvision(d -> torchvision(d, false, depths), SUGGESTED),
        KerasArrays.dialect(d -> draw(d, KERAS, depths), SUGGESTED, LAST_SIDE, LAST_SIDE),
        new Dialect(
            "Caffe",
            d -> draw(d, CAFFE, depths),
            List.of(),
            KerasArrays.caffe(),
            true,
            SUGGESTED,
            UnaryOperator.identity()));
  }

  private static Architecture normed(String name, String description, int... depths) {
    return new Drawn(
        name,
        description,
        MINIMAL_SIZE,
        Dialect.torchvision(d -> torchvision(d, true, depths), SUGGESTED));
  }

  private static void torchvision(Draft d, boolean norm, int[] depths) {
    int index = 0;
    int in = 3;
    for (int block = 0; block < depths.length; block++) {
      int out = CHANNELS[block];
      for (int layer = 1; layer <= depths[block]; layer++) {
        String name = "features." + index++;
        if (norm) {
          String own = "features." + index++;
          d.convNorm(name, name, own, true, in, out, 1, Window.square(3, 1, 1), Activation.RELU);
          d.alias(own);
        } else {
          d.conv(name, in, out, Window.square(3, 1, 1), Activation.RELU);
        }
        d.alias("features." + index++);
        d.alias("relu" + (block + 1) + "_" + layer);
        in = out;
      }
      d.maxPool("features." + index++, Window.square(2, 2, 0), false);
      d.alias("pool" + (block + 1));
    }
    d.head();
    d.flatten("flatten");
    d.dense("classifier.0", "classifier.0", in * LAST_SIDE * LAST_SIDE, HIDDEN, Activation.RELU);
    d.alias("classifier.1");
    d.alias("relu6");
    d.dense("classifier.3", "classifier.3", HIDDEN, HIDDEN, Activation.RELU);
    d.alias("classifier.4");
    d.alias("relu7");
    d.dense(Draft.LOGITS, "classifier.6", HIDDEN, Draft.ANY, Activation.IDENTITY);
    d.alias("classifier.6");
  }

  /**
   * Keras' and Caffe's, which differ by names only.
   *
   * @param conv a convolution's name, by block and number from 1
   * @param pool a block's pooling
   * @param dense the three matrices
   */
  private record Names(String conv, String pool, List<String> dense) {}

  private static final Names KERAS =
      new Names("block%d_conv%d", "block%d_pool", List.of("fc1", "fc2", "predictions"));

  private static final Names CAFFE = new Names("conv%d_%d", "pool%d", List.of("fc6", "fc7", "fc8"));

  private static void draw(Draft d, Names names, int[] depths) {
    int in = 3;
    for (int block = 1; block <= depths.length; block++) {
      int out = CHANNELS[block - 1];
      for (int layer = 1; layer <= depths[block - 1]; layer++) {
        d.conv(
            names.conv.formatted(block, layer), in, out, Window.square(3, 1, 1), Activation.RELU);
        d.alias("relu" + block + "_" + layer);
        in = out;
      }
      String pool = names.pool.formatted(block);
      d.maxPool(pool, Window.square(2, 2, 0), false);
      if (!pool.equals("pool" + block)) {
        d.alias("pool" + block);
      }
    }
    d.head();
    d.flatten("flatten");
    List<String> dense = names.dense;
    d.dense(dense.get(0), dense.get(0), in * LAST_SIDE * LAST_SIDE, HIDDEN, Activation.RELU);
    d.alias("relu6");
    d.dense(dense.get(1), dense.get(1), HIDDEN, HIDDEN, Activation.RELU);
    d.alias("relu7");
    d.dense(Draft.LOGITS, dense.get(2), HIDDEN, Draft.ANY, Activation.IDENTITY);
    d.alias(dense.get(2));
  }
}
