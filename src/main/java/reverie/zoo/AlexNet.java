package reverie.zoo;

import java.util.List;
import reverie.network.Activation;
import reverie.network.Window;

/**
 * AlexNet (Krizhevsky et al. 2012), as torchvision builds and names it: the variant of "One weird
 * trick" (Krizhevsky 2014), without normalisation and without groups.
 */
final class AlexNet {
  private static final int MINIMAL_SIZE = 64;
  private static final int LAST_SIDE = 6;
  private static final int HIDDEN = 4096;

  private AlexNet() {}

  static Architecture alexNet() {
    return new Drawn(
        "alexnet",
        "AlexNet, ImageNet",
        MINIMAL_SIZE,
        Dialect.torchvision(
            AlexNet::draw,
            new Model.Suggested(
                List.of("relu3", "relu4"),
                List.of("relu1", "relu2", "relu3", "relu4"),
                List.of("relu3"))));
  }

  private static void draw(Draft d) {
    conv(d, 0, 1, 3, 64, Window.square(11, 4, 2));
    pool(d, 2);
    conv(d, 3, 2, 64, 192, Window.square(5, 1, 2));
    pool(d, 5);
    conv(d, 6, 3, 192, 384, Window.square(3, 1, 1));
    conv(d, 8, 4, 384, 256, Window.square(3, 1, 1));
    conv(d, 10, 5, 256, 256, Window.square(3, 1, 1));
    pool(d, 12);
    d.head();
    d.flatten("flatten");
    d.dense("classifier.1", "classifier.1", 256 * LAST_SIDE * LAST_SIDE, HIDDEN, Activation.RELU);
    d.alias("classifier.2");
    d.dense("classifier.4", "classifier.4", HIDDEN, HIDDEN, Activation.RELU);
    d.alias("classifier.5");
    d.dense(Draft.LOGITS, "classifier.6", HIDDEN, Draft.ANY, Activation.IDENTITY);
    d.alias("classifier.6");
  }

  private static void conv(Draft d, int index, int number, int in, int out, Window window) {
    d.conv("features." + index, in, out, window, Activation.RELU);
    d.alias("features." + (index + 1));
    d.alias("relu" + number);
  }

  private static void pool(Draft d, int index) {
    d.maxPool("features." + index, Window.square(3, 2, 0), false);
  }
}
