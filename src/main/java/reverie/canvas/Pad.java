package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/** Framed by {@code pixels} of mid grey on each side. */
record Pad(int pixels) implements View {
  private static final double GREY = 0.5;

  Pad {
    if (pixels < 0) {
      throw new IllegalArgumentException("a frame of at least 0 pixels, got " + pixels);
    }
  }

  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    return image -> {
      long[] framed = {image.size(0), image.size(1), height + 2L * pixels, width + 2L * pixels};
      INDArray result = Nd4j.createUninitialized(image.dataType(), framed, 'c').assign(GREY);
      copy(Dense.reading(image), height, width, Dense.writing(result), true);
      return new Traced(result, gradient -> crop(gradient, height, width));
    };
  }

  private INDArray crop(INDArray gradient, int height, int width) {
    long[] inner = {gradient.size(0), gradient.size(1), height, width};
    INDArray result = Nd4j.createUninitialized(gradient.dataType(), inner, 'c');
    copy(Dense.writing(result), height, width, Dense.reading(gradient), false);
    return result;
  }

  /** Copies the rows of an image into a frame, or out of it. */
  private void copy(Dense image, int height, int width, Dense framed, boolean in) {
    int stride = width + 2 * pixels;
    for (int row = 0; row < image.length() / width; row++) {
      int plane = row / height;
      int y = row % height + pixels;
      int inFrame = (plane * (height + 2 * pixels) + y) * stride + pixels;
      if (in) {
        image.copy(row * width, framed, inFrame, width);
      } else {
        framed.copy(inFrame, image, row * width, width);
      }
    }
  }

  @Override
  public int border() {
    return pixels;
  }
}
