package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import reverie.weights.Source;

/** The 1000 classes of ImageNet's challenge of 2012. */
final class ImageNet {
  /** How many classes there are. */
  static final int CLASSES = 1000;

  private ImageNet() {}

  /** Names of the classes in order, such as "tench, Tinca tinca", if there are 1000; else none. */
  static List<String> labels(long classes) {
    return classes == CLASSES ? Names.ALL : List.of();
  }

  /** Read when they are first asked for. */
  private static final class Names {
    static final List<String> ALL = read();

    private static List<String> read() {
      try (Source.Content content =
          Source.resource(ImageNet.class, "imagenet/classes.txt").open()) {
        return StandardCharsets.UTF_8
            .decode(content.read(0, Math.toIntExact(content.length())))
            .toString()
            .lines()
            .toList();
      }
    }
  }
}
