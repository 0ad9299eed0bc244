package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.recipe.SaliencyMethod.Found;

/**
 * Occlusion: Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks": how
 * much of the objective is lost where a grey square hides the picture. Squares begin half a square
 * apart; a pixel has the mean of all that cover it. Below zero: the objective grew.
 */
final class Occlusion {
  private static final int SHARE = 8;
  private static final float GREY = 0.5f;

  /** Pixels of the pictures that the network sees at once. */
  private static final int BATCH_PIXELS = 1 << 19;

  private Occlusion() {}

  private record Corner(int top, int left) {}

  static Found attribution(Score score, INDArray image, SaliencySettings settings) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    int side =
        Math.min(
            settings.square().orElse(Math.max(1, Math.max(height, width) / SHARE)),
            Math.max(height, width));
    List<Corner> corners = new ArrayList<>();
    for (int top : starts(height, side)) {
      for (int left : starts(width, side)) {
        corners.add(new Corner(top, left));
      }
    }
    double whole = score.value(image);
    double[] lost = new double[height * width];
    int[] covered = new int[height * width];
    int batch = Math.max(1, BATCH_PIXELS / (height * width));
    for (int from = 0; from < corners.size(); from += batch) {
      List<Corner> some = corners.subList(from, Math.min(from + batch, corners.size()));
      INDArray hidden = image.repeat(0, some.size());
      for (int i = 0; i < some.size(); i++) {
        Corner c = some.get(i);
        hidden
            .get(
                NDArrayIndex.interval(i, i + 1),
                NDArrayIndex.all(),
                NDArrayIndex.interval(c.top, Math.min(height, c.top + side)),
                NDArrayIndex.interval(c.left, Math.min(width, c.left + side)))
            .assign(GREY);
      }
      double[] values = score.values(hidden);
      for (int i = 0; i < some.size(); i++) {
        Corner c = some.get(i);
        for (int y = c.top; y < Math.min(height, c.top + side); y++) {
          for (int x = c.left; x < Math.min(width, c.left + side); x++) {
            lost[y * width + x] += whole - values[i];
            covered[y * width + x]++;
          }
        }
      }
    }
    float[] map = new float[lost.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (lost[i] / covered[i]);
    }
    return Found.plane(
        height, width, map, corners.size() + " squares of " + side + "x" + side + " pixels");
  }

  /** Where squares begin along an axis: the last one ends with it. */
  private static List<Integer> starts(int length, int side) {
    List<Integer> starts = new ArrayList<>();
    int last = Math.max(0, length - side);
    for (int at = 0; at < last; at += (side + 1) / 2) {
      starts.add(at);
    }
    starts.add(last);
    return starts;
  }
}
