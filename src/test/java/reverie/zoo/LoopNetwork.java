package reverie.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.ChannelAffine;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.FeatureShape;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Node;
import reverie.network.Pooling;
import reverie.network.Window;

/** A network by plain loops over {@code [c][h][w]}: slow, short, and without any engine. */
final class LoopNetwork {
  private final Map<String, FeatureShape> shapes;
  private final Map<String, float[]> values = new LinkedHashMap<>();

  private LoopNetwork(Map<String, FeatureShape> shapes) {
    this.shapes = shapes;
  }

  /** All layers' values for an image {@code [c][height][width]}. */
  static Map<String, float[]> run(Graph graph, float[] image, int height, int width) {
    LoopNetwork network = new LoopNetwork(graph.shapes(graph.nodes(), height, width));
    for (Node node : graph.nodes()) {
      network.values.put(
          node.name(), node.operation() instanceof Input ? image : network.compute(node));
    }
    return network.values;
  }

  private float[] compute(Node node) {
    FeatureShape out = shapes.get(node.name());
    List<FeatureShape> shapesIn = node.inputs().stream().map(shapes::get).toList();
    List<float[]> in = node.inputs().stream().map(values::get).toList();
    FeatureShape shape = shapesIn.get(0);
    float[] x = in.get(0);
    if (node.operation() instanceof Convolution c) {
      return convolution(c, x, shape, out);
    } else if (node.operation() instanceof Pooling p) {
      return pooling(p, x, shape, out);
    } else if (node.operation() instanceof Concat) {
      float[] y = new float[(int) out.size()];
      int at = 0;
      for (float[] one : in) {
        System.arraycopy(one, 0, y, at, one.length);
        at += one.length;
      }
      return y;
    } else if (node.operation() instanceof Add a) {
      float[] y = new float[x.length];
      in.forEach(
          one -> {
            for (int i = 0; i < y.length; i++) {
              y[i] += one[i];
            }
          });
      return activated(a.activation(), y);
    } else if (node.operation() instanceof ChannelAffine a) {
      float[] y = x.clone();
      int area = shape.height() * shape.width();
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] * a.scale()[i / area] + a.shift()[i / area];
      }
      return y;
    } else if (node.operation() instanceof Activate a) {
      return activated(a.activation(), x.clone());
    } else if (node.operation() instanceof GlobalPooling) {
      float[] y = new float[out.channels()];
      int area = shape.height() * shape.width();
      for (int i = 0; i < x.length; i++) {
        y[i / area] += x[i] / area;
      }
      return y;
    } else if (node.operation() instanceof Flatten f && !f.channelsFirst()) {
      float[] y = new float[x.length];
      int area = shape.height() * shape.width();
      for (int i = 0; i < x.length; i++) {
        y[i % area * shape.channels() + i / area] = x[i];
      }
      return y;
    } else if (node.operation() instanceof Dense d) {
      float[] y = d.bias().clone();
      for (int o = 0; o < d.outputs(); o++) {
        for (int i = 0; i < d.inputs(); i++) {
          y[o] += d.weights()[o * d.inputs() + i] * x[i];
        }
      }
      return activated(d.activation(), y);
    }
    throw new AssertionError(node.operation().kind());
  }

  private static float[] convolution(Convolution c, float[] x, FeatureShape in, FeatureShape out) {
    Window w = c.window().resolved(in.height(), in.width());
    int perGroup = c.inputChannels() / c.groups();
    int outPerGroup = c.outputChannels() / c.groups();
    float[] y = new float[(int) out.size()];
    for (int o = 0; o < out.channels(); o++) {
      int first = o * out.height() * out.width();
      java.util.Arrays.fill(y, first, first + out.height() * out.width(), c.bias()[o]);
      for (int i = 0; i < perGroup; i++) {
        int channel = (o / outPerGroup * perGroup + i) * in.height();
        for (int ky = 0; ky < w.kernelHeight(); ky++) {
          for (int kx = 0; kx < w.kernelWidth(); kx++) {
            float k =
                c.kernels()[((o * perGroup + i) * w.kernelHeight() + ky) * w.kernelWidth() + kx];
            int shift = kx * w.dilationWidth() - w.padding().left();
            int start = shift >= 0 ? 0 : (-shift + w.strideWidth() - 1) / w.strideWidth();
            int end =
                Math.min(out.width(), Math.floorDiv(in.width() - 1 - shift, w.strideWidth()) + 1);
            for (int oy = 0; oy < out.height(); oy++) {
              int iy = oy * w.strideHeight() + ky * w.dilationHeight() - w.padding().top();
              if (iy >= 0 && iy < in.height()) {
                axpy(
                    k,
                    x,
                    (channel + iy) * in.width() + shift,
                    w.strideWidth(),
                    y,
                    first + oy * out.width(),
                    start,
                    end);
              }
            }
          }
        }
      }
    }
    return activated(c.activation(), y);
  }

  private static void axpy(
      float k, float[] x, int from, int stride, float[] y, int to, int start, int end) {
    if (stride == 1) {
      for (int i = start; i < end; i++) {
        y[to + i] += k * x[from + i];
      }
    } else {
      for (int i = start; i < end; i++) {
        y[to + i] += k * x[from + i * stride];
      }
    }
  }

  private static float[] pooling(Pooling p, float[] x, FeatureShape in, FeatureShape out) {
    Window w = p.window().resolved(in.height(), in.width());
    boolean max = p.type() == Pooling.Type.MAX;
    float[] y = new float[(int) out.size()];
    for (int i = 0; i < y.length; i++) {
      int channel = i / out.width() / out.height();
      int top = i / out.width() % out.height() * w.strideHeight() - w.padding().top();
      int left = i % out.width() * w.strideWidth() - w.padding().left();
      float best = Float.NEGATIVE_INFINITY;
      float sum = 0;
      int count = 0;
      for (int r = Math.max(0, top); r < Math.min(in.height(), top + w.kernelHeight()); r++) {
        for (int s = Math.max(0, left); s < Math.min(in.width(), left + w.kernelWidth()); s++) {
          float v = x[(channel * in.height() + r) * in.width() + s];
          best = Math.max(best, v);
          sum += v;
          count++;
        }
      }
      y[i] = max ? best : sum / (p.countPadding() ? w.kernelHeight() * w.kernelWidth() : count);
    }
    return y;
  }

  private static float[] activated(Activation a, float[] y) {
    for (int i = 0; i < y.length; i++) {
      float v = y[i];
      y[i] =
          switch (a.function()) {
            case IDENTITY -> v;
            case RELU -> v > 0 ? v : a.alpha() * v;
            case CLIP -> Math.min(Math.max(v, a.alpha()), a.beta());
            case SWISH -> (float) (v / (1 + Math.exp(-a.alpha() * v)));
            default -> throw new AssertionError(a);
          };
    }
    return y;
  }
}
