package reverie.zoo;

import java.util.List;
import java.util.function.UnaryOperator;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * GoogLeNet as the paper has it (Szegedy et al. 2014, "Going Deeper with Convolutions") and as BVLC
 * trained it for Caffe, {@code bvlc_googlenet.caffemodel}: 5x5 convolutions, response normalisation
 * after the first pooling, no batch norm. The network of the first Deep Dream (Mordvintsev, Olah
 * and Tyka 2015), which climbed {@code inception_4c/output}.
 */
final class CaffeGoogLeNet {
  /** Blue, green and red means of BVLC's deploy.prototxt, in the order red, green, blue. */
  private static final float[] MEANS = {123, 117, 104};

  private static final int NEIGHBOURS = 5;
  private static final float ALPHA = 1e-4f;
  private static final float BETA = 0.75f;

  private CaffeGoogLeNet() {}

  static Dialect dialect() {
    return new Dialect(
        "Caffe",
        CaffeGoogLeNet::draw,
        List.of("loss1/", "loss2/"),
        new Preprocessing(
            new float[] {255, 255, 255}, new float[] {-MEANS[0], -MEANS[1], -MEANS[2]}),
        true,
        new Model.Suggested(
            List.of("inception_4c/output"),
            List.of(
                "conv1/7x7_s2",
                "conv2/3x3",
                "inception_3a/output",
                "inception_3b/output",
                "inception_4a/output"),
            List.of("inception_3b/output")),
        UnaryOperator.identity());
  }

  private static void draw(Draft d) {
    conv(d, "conv1/7x7_s2", 3, 64, Window.square(7, 2, 3));
    pool(d, "pool1/3x3_s2");
    d.responseNorm("pool1/norm1", NEIGHBOURS, ALPHA, BETA);
    conv(d, "conv2/3x3_reduce", 64, 64, Window.square(1, 1, 0));
    conv(d, "conv2/3x3", 64, 192, Window.square(3, 1, 1));
    d.responseNorm("conv2/norm2", NEIGHBOURS, ALPHA, BETA);
    pool(d, "pool2/3x3_s2");
    block(d, "inception_3a", 192, 64, 96, 128, 16, 32, 32);
    block(d, "inception_3b", 256, 128, 128, 192, 32, 96, 64);
    pool(d, "pool3/3x3_s2");
    block(d, "inception_4a", 480, 192, 96, 208, 16, 48, 64);
    block(d, "inception_4b", 512, 160, 112, 224, 24, 64, 64);
    block(d, "inception_4c", 512, 128, 128, 256, 24, 64, 64);
    block(d, "inception_4d", 512, 112, 144, 288, 32, 64, 64);
    block(d, "inception_4e", 528, 256, 160, 320, 32, 128, 128);
    pool(d, "pool4/3x3_s2");
    block(d, "inception_5a", 832, 256, 160, 320, 32, 128, 128);
    block(d, "inception_5b", 832, 384, 192, 384, 48, 128, 128);
    d.head();
    d.globalAverage("pool5/7x7_s1");
    d.dense(Draft.LOGITS, "loss3/classifier", 1024, Draft.ANY, Activation.IDENTITY);
    d.alias("loss3/classifier");
  }

  private static String conv(Draft d, String name, int in, int out, Window window, String... from) {
    return d.conv(name, in, out, window, Activation.RELU, from);
  }

  private static void pool(Draft d, String name) {
    d.maxPool(name, Window.square(3, 2, 0), true);
  }

  /** Four branches side by side: 1x1, 3x3 after 1x1, 5x5 after 1x1, 1x1 after a maximum. */
  private static void block(
      Draft d, String name, int in, int one, int toThree, int three, int toFive, int five, int up) {
    Window point = Window.square(1, 1, 0);
    String from = d.last();
    String first = conv(d, name + "/1x1", in, one, point, from);
    conv(d, name + "/3x3_reduce", in, toThree, point, from);
    String second = conv(d, name + "/3x3", toThree, three, Window.square(3, 1, 1));
    conv(d, name + "/5x5_reduce", in, toFive, point, from);
    String third = conv(d, name + "/5x5", toFive, five, Window.square(5, 1, 2));
    d.maxPool(name + "/pool", Window.square(3, 1, 1), true, from);
    String fourth = conv(d, name + "/pool_proj", in, up, point);
    d.concat(name + "/output", first, second, third, fourth);
  }
}
