package reverie.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.canvas.Canvas;
import reverie.canvas.View;
import reverie.image.Picture;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.network.Tile;
import reverie.objective.Goal;
import reverie.objective.GoalSweeps;
import reverie.objective.Objective;
import reverie.objective.Piece;
import reverie.optimize.Loss;
import reverie.optimize.LossFunction;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.IndexMap;
import reverie.tensor.StepMemory;
import reverie.tensor.Traced;
import reverie.tensor.WindowedMap;

/**
 * What {@link ImageLoss} computes, a tile of the picture at a time: the same loss and gradient but
 * for the order of sums, in the memory of a tile. Where the goal asks for statistics of the whole
 * picture, a first sweep over the tiles takes them, and a second goes forward and back.
 */
final class TiledLoss {
  private final Canvas canvas;
  private final View view;
  private final Tiles tiles;
  private final Goal goal;
  private final long seed;
  private final Optional<Picture> reference;

  /**
   * A loss over the parameters of a canvas.
   *
   * @param tiles of what the view shows
   * @param seed of the random views
   * @param reference the picture that the goal compares with, of the canvas's size; it is seen as
   *     the canvas's own is
   */
  TiledLoss(
      Canvas canvas, View view, Tiles tiles, Goal goal, long seed, Optional<Picture> reference) {
    this.canvas = canvas;
    this.view = view;
    this.tiles = tiles;
    this.goal = goal;
    this.seed = seed;
    this.reference = reference;
  }

  /** The loss of one step: its view is drawn from (seed, step). */
  LossFunction at(long step) {
    DifferentiableMap look = view.at(seed, step, canvas.height(), canvas.width());
    return parameters -> evaluate(parameters, look);
  }

  private Loss evaluate(INDArray parameters, DifferentiableMap look) {
    Traced image = canvas.paint(parameters);
    // A view that cannot be had in windows is taken whole.
    boolean windowed = look instanceof WindowedMap;
    Traced seen = windowed ? Traced.of(image.value()) : Traced.of(image.value()).then(look);
    WindowedMap window =
        windowed
            ? (WindowedMap) look
            : IndexMap.identity((int) seen.value().size(2), (int) seen.value().size(3));
    Tiles.Windows picture = (top, left, h, w) -> window.window(seen.value(), top, left, h, w);
    GoalSweeps sweeps = new GoalSweeps(goal, tiles.tiling().shapes());
    INDArray ofPriors = sweeps.ofImage(image.value());
    if (sweeps.surveys()) {
      tiles.sweep(
          picture,
          sweeps.surveyed(),
          (tile, parts) -> sweeps.survey(new Piece(new Activations(parts), tile.parts())));
    }
    boolean together = windowed && ofPriors != null;
    INDArray sum = together ? ofPriors : Nd4j.zeros(seen.value().dataType(), seen.value().shape());
    for (Tile tile : tiles.tiling().tiles()) {
      StepMemory.piece(
          () -> window.addBack(back(picture, look, sweeps, tile), tile.top(), tile.left(), sum));
    }
    INDArray atImage = seen.pullback().apply(sum);
    if (ofPriors != null && !together) {
      atImage = ofPriors.addi(atImage);
    }
    return new Loss(sweeps.loss(), sweeps.terms(), image.pullback().apply(atImage));
  }

  /** One tile forward and back: d loss / d window. */
  private INDArray back(
      Tiles.Windows picture, DifferentiableMap look, GoalSweeps sweeps, Tile tile) {
    Map<String, INDArray> references = new HashMap<>();
    // First, as there is one plan, and the second pass is needed for the way back.
    reference.ifPresent(
        other ->
            tiles
                .parts(through(look, other), tile, goal.referenced())
                .forEach((layer, part) -> references.put(Objective.REFERENCE + layer, part)));
    Traced input = tiles.input(picture, tile);
    try (ForwardPass pass = tiles.network().forward(input.value(), tiles.taps())) {
      Map<String, INDArray> atTaps = new HashMap<>();
      for (String layer : goal.layers()) {
        INDArray atTile = Nd4j.create(DataType.FLOAT, pass.activations().of(layer).shape(), 'c');
        atTaps.put(layer, atTile);
        // Layer by layer, so that only one is held twice.
        StepMemory.piece(
            () -> {
              Map<String, INDArray> one = new HashMap<>(references);
              one.putAll(tiles.parts(pass, tile, Set.of(layer)));
              Piece piece = new Piece(new Activations(one), tile.parts());
              tile.parts().get(layer).intoTile(sweeps.measure(layer, piece), atTile);
            });
      }
      return input.pullback().apply(pass.backward(atTaps));
    }
  }

  /** Another picture of the canvas's size, through the same look; a frame's or a roll's only. */
  static Tiles.Windows through(DifferentiableMap look, Picture other) {
    IndexMap map = (IndexMap) look;
    return (top, left, h, w) -> map.window(other, top, left, h, w);
  }
}
