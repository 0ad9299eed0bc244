package reverie.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.ForwardPass;
import reverie.network.Network;
import reverie.network.Tile;
import reverie.network.Tiling;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.StepMemory;
import reverie.tensor.Traced;

/**
 * A network that looks at pictures of one size a tile at a time.
 *
 * @param preprocessing from [0, 1] to the network's own range
 */
record Tiles(Network network, DifferentiableMap preprocessing, Tiling tiling) {
  /** A picture, as it is looked at: {@code [1, 3, h, w]} of a window of it. */
  interface Windows {
    INDArray at(int top, int left, int height, int width);
  }

  /** What the network is given of a tile, and the way back. */
  Traced input(Windows picture, Tile tile) {
    INDArray window = picture.at(tile.top(), tile.left(), tiling.tileHeight(), tiling.tileWidth());
    return Traced.of(window).then(preprocessing);
  }

  /** All taps, so that one plan serves every pass. */
  Set<String> taps() {
    return tiling.shapes().keySet();
  }

  /** What belongs to a tile of some layers, {@code [1, h, w, c]} each: copies. */
  Map<String, INDArray> parts(ForwardPass pass, Tile tile, Set<String> layers) {
    Map<String, INDArray> parts = new HashMap<>();
    layers.forEach(
        layer -> parts.put(layer, tile.parts().get(layer).ofTile(pass.activations().of(layer))));
    return parts;
  }

  /** What belongs to a tile of some layers of a picture. */
  Map<String, INDArray> parts(Windows picture, Tile tile, Set<String> layers) {
    try (ForwardPass pass = network.forward(input(picture, tile).value(), taps())) {
      return parts(pass, tile, layers);
    }
  }

  /** Shows what belongs to each tile of some layers of a picture, one after the other. */
  void sweep(Windows picture, Set<String> layers, BiConsumer<Tile, Map<String, INDArray>> seen) {
    for (Tile tile : tiling.tiles()) {
      StepMemory.piece(() -> seen.accept(tile, parts(picture, tile, layers)));
    }
  }
}
