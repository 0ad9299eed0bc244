package reverie.network;

import java.util.List;

/** Each {@link Operation} in float64, from its definition. */
final class ReferenceOperations {
  private ReferenceOperations() {}

  static Features apply(Operation operation, List<Features> inputs) {
    Features in = inputs.get(0);
    if (operation instanceof Convolution convolution) {
      return convolution(convolution, in);
    } else if (operation instanceof ChannelAffine affine) {
      return channelAffine(affine, in);
    } else if (operation instanceof Activate activate) {
      return activate(activate.activation(), in);
    } else if (operation instanceof Pooling pooling) {
      return ReferencePooling.apply(pooling, in);
    } else if (operation instanceof GlobalPooling pooling) {
      Window all = new Window(in.height(), in.width(), 1, 1, 1, 1, Window.Padding.NONE);
      return ReferencePooling.apply(new Pooling(pooling.type(), all, false, false), in);
    } else if (operation instanceof LocalResponseNormalisation lrn) {
      return normalise(lrn, in);
    } else if (operation instanceof Concat) {
      return concat(inputs);
    } else if (operation instanceof Add add) {
      return add(add, inputs);
    } else if (operation instanceof Dense dense) {
      return dense(dense, in);
    } else if (operation instanceof Flatten flatten) {
      return flatten(flatten, in);
    } else if (operation instanceof Softmax) {
      return softmax(in);
    } else if (operation instanceof Upsampling upsampling) {
      return upsample(upsampling, in);
    }
    throw new IllegalArgumentException("no reference for " + operation.getClass());
  }

  private static Features convolution(Convolution op, Features in) {
    Window w = op.window().resolved(in.height(), in.width());
    Features out =
        Features.zeros(
            in.n(),
            op.outputChannels(),
            w.outputHeight(in.height(), false),
            w.outputWidth(in.width(), false));
    int inputs = op.inputChannels() / op.groups();
    int outputs = op.outputChannels() / op.groups();
    for (int i = 0; i < in.n(); i++) {
      for (int o = 0; o < op.outputChannels(); o++) {
        int firstInput = o / outputs * inputs;
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            double sum = op.bias()[o];
            for (int c = 0; c < inputs; c++) {
              for (int ky = 0; ky < w.kernelHeight(); ky++) {
                for (int kx = 0; kx < w.kernelWidth(); kx++) {
                  int iy = y * w.strideHeight() + ky * w.dilationHeight() - w.padding().top();
                  int ix = x * w.strideWidth() + kx * w.dilationWidth() - w.padding().left();
                  if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                    int k = ((o * inputs + c) * w.kernelHeight() + ky) * w.kernelWidth() + kx;
                    sum += op.kernels()[k] * in.at(i, firstInput + c, iy, ix);
                  }
                }
              }
            }
            out.set(i, o, y, x, activation(op.activation(), sum));
          }
        }
      }
    }
    return out;
  }

  private static Features channelAffine(ChannelAffine op, Features in) {
    Features out = like(in);
    for (int j = 0; j < in.values().length; j++) {
      int c = j / (in.height() * in.width()) % in.channels();
      out.values()[j] = op.scale()[c] * in.values()[j] + op.shift()[c];
    }
    return out;
  }

  private static Features activate(Activation function, Features in) {
    Features out = like(in);
    for (int j = 0; j < in.values().length; j++) {
      out.values()[j] = activation(function, in.values()[j]);
    }
    return out;
  }

  static double activation(Activation a, double x) {
    return switch (a.function()) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0) + a.alpha() * Math.min(x, 0);
      case CLIP -> Math.min(Math.max(x, a.alpha()), a.beta());
      case ELU -> x > 0 ? x : a.alpha() * Math.expm1(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case SWISH -> x / (1 + Math.exp(-a.alpha() * x));
      case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    };
  }

  /** Abramowitz and Stegun 7.1.6: a series of positive terms. */
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static Features normalise(LocalResponseNormalisation op, Features in) {
    Features out = like(in);
    int reach = op.size() / 2;
    for (int i = 0; i < in.n(); i++) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < in.height(); y++) {
          for (int x = 0; x < in.width(); x++) {
            double squares = 0;
            for (int d = Math.max(0, c - reach); d <= Math.min(in.channels() - 1, c + reach); d++) {
              squares += in.at(i, d, y, x) * in.at(i, d, y, x);
            }
            double scale = op.k() + op.alpha() / op.size() * squares;
            out.set(i, c, y, x, in.at(i, c, y, x) / Math.pow(scale, op.beta()));
          }
        }
      }
    }
    return out;
  }

  private static Features concat(List<Features> inputs) {
    Features first = inputs.get(0);
    int channels = inputs.stream().mapToInt(Features::channels).sum();
    Features out = Features.zeros(first.n(), channels, first.height(), first.width());
    for (int i = 0; i < first.n(); i++) {
      int to = 0;
      for (Features in : inputs) {
        for (int c = 0; c < in.channels(); c++, to++) {
          for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
              out.set(i, to, y, x, in.at(i, c, y, x));
            }
          }
        }
      }
    }
    return out;
  }

  private static Features add(Add op, List<Features> inputs) {
    Features out = like(inputs.get(0));
    for (int j = 0; j < out.values().length; j++) {
      double sum = 0;
      for (Features in : inputs) {
        sum += in.values()[j];
      }
      out.values()[j] = activation(op.activation(), sum);
    }
    return out;
  }

  private static Features dense(Dense op, Features in) {
    Features out = Features.zeros(in.n(), op.outputs(), 1, 1);
    for (int i = 0; i < in.n(); i++) {
      for (int o = 0; o < op.outputs(); o++) {
        double sum = op.bias()[o];
        for (int c = 0; c < op.inputs(); c++) {
          sum += op.weights()[o * op.inputs() + c] * in.at(i, c, 0, 0);
        }
        out.set(i, o, 0, 0, activation(op.activation(), sum));
      }
    }
    return out;
  }

  private static Features flatten(Flatten op, Features in) {
    Features out = Features.zeros(in.n(), in.channels() * in.height() * in.width(), 1, 1);
    for (int i = 0; i < in.n(); i++) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < in.height(); y++) {
          for (int x = 0; x < in.width(); x++) {
            int to =
                op.channelsFirst()
                    ? (c * in.height() + y) * in.width() + x
                    : (y * in.width() + x) * in.channels() + c;
            out.set(i, to, 0, 0, in.at(i, c, y, x));
          }
        }
      }
    }
    return out;
  }

  private static Features softmax(Features in) {
    Features out = like(in);
    for (int i = 0; i < in.n(); i++) {
      for (int y = 0; y < in.height(); y++) {
        for (int x = 0; x < in.width(); x++) {
          double sum = 0;
          for (int c = 0; c < in.channels(); c++) {
            sum += Math.exp(in.at(i, c, y, x));
          }
          for (int c = 0; c < in.channels(); c++) {
            out.set(i, c, y, x, Math.exp(in.at(i, c, y, x)) / sum);
          }
        }
      }
    }
    return out;
  }

  private static Features upsample(Upsampling op, Features in) {
    int f = op.factor();
    Features out = Features.zeros(in.n(), in.channels(), in.height() * f, in.width() * f);
    for (int i = 0; i < in.n(); i++) {
      for (int c = 0; c < in.channels(); c++) {
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            out.set(
                i,
                c,
                y,
                x,
                op.bilinear()
                    ? bilinear(in, i, c, (y + 0.5) / f - 0.5, (x + 0.5) / f - 0.5)
                    : in.at(i, c, y / f, x / f));
          }
        }
      }
    }
    return out;
  }

  private static double bilinear(Features in, int i, int c, double y, double x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double down = y - top;
    double right = x - left;
    return (1 - down) * (1 - right) * edgeRepeated(in, i, c, top, left)
        + (1 - down) * right * edgeRepeated(in, i, c, top, left + 1)
        + down * (1 - right) * edgeRepeated(in, i, c, top + 1, left)
        + down * right * edgeRepeated(in, i, c, top + 1, left + 1);
  }

  private static double edgeRepeated(Features in, int i, int c, int y, int x) {
    return in.at(
        i, c, Math.min(Math.max(y, 0), in.height() - 1), Math.min(Math.max(x, 0), in.width() - 1));
  }

  private static Features like(Features in) {
    return Features.zeros(in.n(), in.channels(), in.height(), in.width());
  }
}
