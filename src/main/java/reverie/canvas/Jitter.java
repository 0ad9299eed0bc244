package reverie.canvas;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.IndexMap;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/** Rolled by up to {@code pixels} either way, both ways. */
record Jitter(int pixels) implements View {
  Jitter {
    if (pixels < 0) {
      throw new IllegalArgumentException("jitter of at least 0 pixels, got " + pixels);
    }
  }

  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    int down = random.whole(-pixels, pixels);
    int right = random.whole(-pixels, pixels);
    return new IndexMap(
        sources(height, down),
        sources(width, right),
        image -> new Traced(roll(image, down, right), gradient -> roll(gradient, -down, -right)));
  }

  /** Which row or column is seen where. */
  private static int[] sources(int size, int moved) {
    return IntStream.range(0, size).map(i -> Math.floorMod(i - moved, size)).toArray();
  }

  /** Copies rows in two pieces: measured 1 ms for {@code [1, 3, 1024, 1024]} float32. */
  private static INDArray roll(INDArray image, int down, int right) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    int right0 = Math.floorMod(right, width);
    INDArray result = Nd4j.createUninitialized(image.dataType(), image.shape(), 'c');
    Dense from = Dense.reading(image);
    Dense to = Dense.writing(result);
    for (int plane = 0; plane < from.length(); plane += height * width) {
      for (int y = 0; y < height; y++) {
        int source = plane + y * width;
        int target = plane + Math.floorMod(y + down, height) * width;
        from.copy(source, to, target + right0, width - right0);
        from.copy(source + width - right0, to, target, right0);
      }
    }
    return result;
  }
}
