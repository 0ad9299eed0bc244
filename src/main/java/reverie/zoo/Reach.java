package reverie.zoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Input;
import reverie.network.Node;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Upsampling;
import reverie.network.Window;

/**
 * How a layer's positions look at the picture; the larger of height and width, where they differ.
 *
 * @param stride pixels of the picture from one position to the next; below 1 after upsampling
 * @param field side of the square of the picture that one position can see, in pixels, as if there
 *     were no border; {@link #WHOLE} after a layer that sees everything
 */
public record Reach(double stride, int field) {
  /** The field of a layer whose every number sees the whole picture. */
  public static final int WHOLE = Integer.MAX_VALUE;

  /** Whether every number of the layer sees the whole picture. */
  public boolean whole() {
    return field == WHOLE;
  }

  /** The reach of each node; each comes after its inputs. */
  public static Map<String, Reach> of(List<Node> nodes) {
    Map<String, Reach> reaches = new HashMap<>();
    for (Node node : nodes) {
      Reach widest = new Reach(1, 1);
      for (String input : node.inputs()) {
        Reach one = reaches.get(input);
        widest = new Reach(Math.max(widest.stride, one.stride), Math.max(widest.field, one.field));
      }
      reaches.put(node.name(), widest.after(node.operation()));
    }
    return reaches;
  }

  private Reach after(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return after(convolution.window());
    } else if (operation instanceof Pooling pooling) {
      return after(pooling.window());
    } else if (operation instanceof Upsampling up) {
      return new Reach(stride / up.factor(), up.bilinear() ? grown(1) : field);
    } else if (operation instanceof GlobalPooling
        || operation instanceof Flatten
        || operation instanceof Dense) {
      return new Reach(stride, WHOLE);
    }
    return operation instanceof Input ? new Reach(1, 1) : this;
  }

  private Reach after(Window w) {
    int steps =
        Math.max(
            (w.kernelHeight() - 1) * w.dilationHeight(), (w.kernelWidth() - 1) * w.dilationWidth());
    return new Reach(stride * Math.max(w.strideHeight(), w.strideWidth()), grown(steps));
  }

  /** The field after a window that reaches so many positions further. */
  private int grown(int steps) {
    return whole() ? WHOLE : (int) Math.min(WHOLE, Math.ceil(field + steps * stride));
  }
}
