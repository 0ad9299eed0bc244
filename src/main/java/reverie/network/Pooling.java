package reverie.network;

import java.util.List;

/**
 * The maximum or average of each window. Padding never wins a maximum.
 *
 * @param type maximum or average
 * @param window kernel, stride, padding; dilation 1
 * @param ceil whether a last, partial window counts (Caffe, torchvision's GoogLeNet and SqueezeNet)
 * @param countPadding whether an average divides by the window's size with its padding (PyTorch's
 *     default) or by the pixels inside the picture (TensorFlow); what a ceil window has beyond the
 *     padding counts never (PyTorch, Caffe)
 */
public record Pooling(Type type, Window window, boolean ceil, boolean countPadding)
    implements Operation {
  /** What is taken of a window. */
  public enum Type {
    /** Its largest value. */
    MAX,
    /** Its mean. */
    AVERAGE
  }

  /** Checks that the window is dense and never lies in padding alone. */
  public Pooling {
    Window.Padding p = window.padding();
    boolean inside =
        Math.max(p.top(), p.bottom()) < window.kernelHeight()
            && Math.max(p.left(), p.right()) < window.kernelWidth();
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1 || !inside) {
      throw new IllegalArgumentException(
          "a dense window padded by less than itself, got " + window);
    }
  }

  @Override
  public String kind() {
    return type == Type.MAX ? "max pooling" : "average pooling";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    FeatureShape in = inputs.get(0);
    return new FeatureShape(
        in.channels(),
        window.outputHeight(in.height(), ceil),
        window.outputWidth(in.width(), ceil));
  }
}
