package reverie.network;

/** {@link Pooling} in float64, from its definition. */
final class ReferencePooling {
  private ReferencePooling() {}

  static Features apply(Pooling op, Features in) {
    Window w = op.window().resolved(in.height(), in.width());
    Features out =
        Features.zeros(
            in.n(),
            in.channels(),
            w.outputHeight(in.height(), op.ceil()),
            w.outputWidth(in.width(), op.ceil()));
    for (int i = 0; i < in.n(); i++) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            out.set(i, c, y, x, pool(op, w, in, i, c, y, x));
          }
        }
      }
    }
    return out;
  }

  private static double pool(Pooling op, Window w, Features in, int i, int c, int y, int x) {
    int top = y * w.strideHeight() - w.padding().top();
    int left = x * w.strideWidth() - w.padding().left();
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    int inside = 0;
    int padded = 0;
    for (int iy = top; iy < top + w.kernelHeight(); iy++) {
      for (int ix = left; ix < left + w.kernelWidth(); ix++) {
        if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
          sum += in.at(i, c, iy, ix);
          largest = Math.max(largest, in.at(i, c, iy, ix));
          inside++;
        }
        // As PyTorch and Caffe: what a ceil window has beyond the padding counts never.
        if (iy < in.height() + w.padding().bottom() && ix < in.width() + w.padding().right()) {
          padded++;
        }
      }
    }
    if (inside == 0) {
      throw new IllegalArgumentException("a window that lies in the padding: " + op);
    }
    return op.type() == Pooling.Type.MAX ? largest : sum / (op.countPadding() ? padded : inside);
  }
}
