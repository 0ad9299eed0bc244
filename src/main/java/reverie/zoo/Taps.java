package reverie.zoo;

import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Upsampling;
import reverie.network.Window;

/** Which positions of its input a position of a layer reads, along one axis. */
sealed interface Taps {
  /** The first that it reads; below 0 in padding. */
  int first(int position);

  /** The last. */
  int last(int position);

  /** From one to the next. */
  default int step() {
    return 1;
  }

  /**
   * Those of a layer.
   *
   * @param size of its input along that axis
   */
  static Taps of(Operation operation, ReceptiveField.Axis axis, int size) {
    if (operation instanceof Convolution convolution) {
      return Sliding.of(convolution.window(), axis, size);
    } else if (operation instanceof Pooling pooling) {
      return Sliding.of(pooling.window(), axis, size);
    } else if (operation instanceof Upsampling up) {
      return up.bilinear() ? new Between(up.factor(), size) : new Repeated(up.factor());
    } else if (operation instanceof GlobalPooling
        || operation instanceof Flatten
        || operation instanceof Dense) {
      return new All(size);
    }
    return new Sliding(1, 1, 1, 0);
  }

  /** A window's. */
  record Sliding(int kernel, int stride, int step, int before) implements Taps {
    static Sliding of(Window w, ReceptiveField.Axis axis, int size) {
      return axis == ReceptiveField.Axis.ROWS
          ? new Sliding(
              w.kernelHeight(),
              w.strideHeight(),
              w.dilationHeight(),
              w.resolved(size, 1).padding().top())
          : new Sliding(
              w.kernelWidth(),
              w.strideWidth(),
              w.dilationWidth(),
              w.resolved(1, size).padding().left());
    }

    @Override
    public int first(int position) {
      return position * stride - before;
    }

    @Override
    public int last(int position) {
      return first(position) + (kernel - 1) * step;
    }
  }

  /** The nearest. */
  record Repeated(int factor) implements Taps {
    @Override
    public int first(int position) {
      return Math.floorDiv(position, factor);
    }

    @Override
    public int last(int position) {
      return first(position);
    }
  }

  /** The two around (position + 1/2) / factor - 1/2; one where it falls on it; edges repeated. */
  record Between(int factor, int size) implements Taps {
    @Override
    public int first(int position) {
      return Math.max(0, Math.min(size - 1, Math.floorDiv(2 * position + 1 - factor, 2 * factor)));
    }

    @Override
    public int last(int position) {
      int after = -Math.floorDiv(-(2 * position + 1 - factor), 2 * factor);
      return Math.max(0, Math.min(size - 1, after));
    }
  }

  /** Everything. */
  record All(int size) implements Taps {
    @Override
    public int first(int position) {
      return 0;
    }

    @Override
    public int last(int position) {
      return size - 1;
    }
  }
}
