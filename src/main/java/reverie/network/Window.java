package reverie.network;

/**
 * A sliding window: kernel, stride, dilation and padding, each height before width, in pixels of
 * the layer's input.
 *
 * @param kernelHeight rows of the kernel, at least 1
 * @param kernelWidth columns of the kernel, at least 1
 * @param strideHeight rows from window to window
 * @param strideWidth columns from window to window
 * @param dilationHeight rows from tap to tap, 1 = dense
 * @param dilationWidth columns from tap to tap, 1 = dense
 * @param padding rows and columns of padding around the input
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth,
    Padding padding) {

  /** Checks that nothing is below 1. */
  public Window {
    if (kernelHeight < 1
        || kernelWidth < 1
        || strideHeight < 1
        || strideWidth < 1
        || dilationHeight < 1
        || dilationWidth < 1) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation of at least 1, got "
              + kernelHeight
              + "x"
              + kernelWidth
              + " stride "
              + strideHeight
              + "x"
              + strideWidth
              + " dilation "
              + dilationHeight
              + "x"
              + dilationWidth);
    }
  }

  /** A square window without dilation, padded by {@code padding} pixels on each side. */
  public static Window square(int kernel, int stride, int padding) {
    return new Window(kernel, kernel, stride, stride, 1, 1, Padding.of(padding));
  }

  /** This window with other padding. */
  public Window withPadding(Padding other) {
    return new Window(
        kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, other);
  }

  /**
   * Padding in pixels, or the rule {@code SAME} of TensorFlow, where it depends on the input's
   * size: output = ceil(input / stride), the odd pixel at the bottom and right.
   *
   * @param top rows above
   * @param bottom rows below
   * @param left columns to the left
   * @param right columns to the right
   * @param same true for TensorFlow's rule; then the others are 0
   */
  public record Padding(int top, int bottom, int left, int right, boolean same) {
    /** Checks that nothing is below 0. */
    public Padding {
      if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
        throw new IllegalArgumentException(
            "padding of at least 0, got " + top + ", " + bottom + ", " + left + ", " + right);
      }
    }

    /** TensorFlow's and Keras' "same". */
    public static final Padding SAME = new Padding(0, 0, 0, 0, true);

    /** No padding: Keras' "valid". */
    public static final Padding NONE = of(0);

    /** The same on each side. */
    public static Padding of(int pixels) {
      return new Padding(pixels, pixels, pixels, pixels, false);
    }
  }

  /**
   * The window with its padding in pixels for an input of that size: {@code SAME} made definite.
   */
  public Window resolved(int inputHeight, int inputWidth) {
    if (!padding.same()) {
      return this;
    }
    int v = same(inputHeight, strideHeight, reach(kernelHeight, dilationHeight));
    int h = same(inputWidth, strideWidth, reach(kernelWidth, dilationWidth));
    return withPadding(new Padding(v / 2, v - v / 2, h / 2, h - h / 2, false));
  }

  /** Rows of output for so many rows of input; below 1 if the input is too small. */
  public int outputHeight(int inputHeight, boolean ceil) {
    Padding p = resolved(inputHeight, 1).padding();
    return output(
        inputHeight, p.top(), p.bottom(), reach(kernelHeight, dilationHeight), strideHeight, ceil);
  }

  /** Columns of output for so many columns of input; below 1 if the input is too small. */
  public int outputWidth(int inputWidth, boolean ceil) {
    Padding p = resolved(1, inputWidth).padding();
    return output(
        inputWidth, p.left(), p.right(), reach(kernelWidth, dilationWidth), strideWidth, ceil);
  }

  private static int output(int size, int before, int after, int reach, int stride, boolean ceil) {
    int room = size + before + after - reach;
    // Rounded down where negative too: with ceil, an input smaller than the window has one partial
    // window as long as it lacks less than a stride (PyTorch, Caffe).
    int count = Math.max(0, Math.floorDiv(ceil ? room + stride - 1 : room, stride) + 1);
    // As PyTorch and Caffe: the last window must start inside the input or its leading padding.
    return ceil && (count - 1) * stride >= size + before ? count - 1 : count;
  }

  private static int reach(int kernel, int dilation) {
    return (kernel - 1) * dilation + 1;
  }

  private static int same(int size, int stride, int reach) {
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + reach - size);
  }
}
