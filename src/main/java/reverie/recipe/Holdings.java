package reverie.recipe;

import java.util.Map;
import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;

/**
 * What a work holds in memory beside the network.
 *
 * @param fixed bytes of pictures, whatever they are looked at in
 * @param arrays of three float32 a pixel, at the work's largest size
 * @param layers whose activations are kept where the picture is looked at whole
 * @param times how often these are kept, for so many places within a frame
 */
record Holdings(long fixed, double arrays, Set<String> layers, int times) {
  /** Bytes of a pixel of an array. */
  static final int PIXEL = 3 * Float.BYTES;

  /** Of a work that keeps no activations. */
  Holdings(long fixed, double arrays) {
    this(fixed, arrays, Set.of(), 0);
  }

  /** The bytes of pictures and of arrays of that size. */
  long ofPictures(Size size) {
    return fixed + (long) (arrays * PIXEL * size.width() * size.height());
  }

  /** The bytes of the activations of a picture of that size. */
  long ofLayers(Graph graph, int height, int width) {
    if (layers.isEmpty()) {
      return 0;
    }
    Map<String, FeatureShape> shapes = graph.shapes(graph.needed(layers), height, width);
    return layers.stream().mapToLong(l -> shapes.get(graph.node(l).name()).size()).sum()
        * Float.BYTES
        * times;
  }
}
