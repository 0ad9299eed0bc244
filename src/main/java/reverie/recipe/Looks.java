package reverie.recipe;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import reverie.canvas.Canvas;
import reverie.canvas.View;
import reverie.network.Tiling;
import reverie.objective.Goal;
import reverie.optimize.LossFunction;
import reverie.optimize.RunEvent;

/**
 * How a work's network looks at pictures: at each whole, or in tiles where that does not fit into
 * the memory that the work may take.
 */
final class Looks {
  private final Session session;
  private final Room room;
  private final Set<String> layers;
  private final Size largest;

  /**
   * Of a work that begins now.
   *
   * @param holdings what it holds beside the network
   * @param layers that it reads; empty if it has no use for the network
   * @param largest its largest picture
   */
  Looks(Session session, Holdings holdings, Set<String> layers, Size largest) {
    this.session = session;
    this.room = Room.of(session, holdings);
    this.layers = layers;
    this.largest = largest;
  }

  /** The tiles that the network looks at a picture of that size in; empty: at the whole. */
  Optional<Tiles> tiles(int height, int width) {
    return room.tiling(layers, largest, height, width).map(this::tiles);
  }

  private Tiles tiles(Tiling tiling) {
    return new Tiles(session.network(), session.model().preprocessing().map(), tiling);
  }

  /**
   * How much longer a pixel takes than where the whole picture is looked at: for what tiles have in
   * common, and for what is swept over more than once.
   *
   * @param sweeps a step's, each forward only, beside the one forward and back
   */
  double slower(int height, int width, int sweeps) {
    // Of a pass forward and back, forward is a third to a half.
    double passes = 1 + 0.4 * sweeps;
    return room.tiling(layers, largest, height, width)
        .map(tiling -> tiling.overhead() * passes)
        .orElse(1.0);
  }

  /** The bytes that the work takes, and in how many tiles it looks at a picture of that size. */
  RunEvent.Estimated estimate(int height, int width, double seconds) {
    if (layers.isEmpty()) {
      return new RunEvent.Estimated(room.held(largest), seconds, 1);
    }
    Optional<Tiling> tiling = room.tiling(layers, largest, height, width);
    long pass =
        tiling
            .map(t -> room.pass(layers, t.tileHeight(), t.tileWidth()))
            .orElseGet(() -> room.whole(layers, height, width));
    return new RunEvent.Estimated(
        room.held(largest) + pass, seconds, tiling.map(t -> t.tiles().size()).orElse(1));
  }

  /**
   * Takes the memory that the network needs for pictures of up to that size.
   *
   * @throws reverie.support.UserException if it is too much
   */
  void reserve(int height, int width) {
    if (layers.isEmpty()) {
      return;
    }
    room.tidy(largest);
    Optional<Tiling> tiling = room.tiling(layers, largest, height, width);
    session
        .network()
        .reserve(
            1,
            tiling.map(Tiling::tileHeight).orElse(height),
            tiling.map(Tiling::tileWidth).orElse(width),
            layers);
  }

  /** The loss of a step, of a goal that compares with no other picture. */
  LongFunction<LossFunction> loss(Canvas canvas, View view, Goal goal, long seed) {
    Optional<Tiles> tiles =
        tiles(canvas.height() + 2 * view.border(), canvas.width() + 2 * view.border());
    return tiles.isPresent()
        ? new TiledLoss(canvas, view, tiles.get(), goal, seed, Optional.empty())::at
        : whole(canvas, view, goal, seed);
  }

  /** The loss of a step, the picture looked at whole. */
  LongFunction<LossFunction> whole(Canvas canvas, View view, Goal goal, long seed) {
    return new ImageLoss(
            canvas, view, session.model().preprocessing().map(), session.network(), goal, seed)
        ::at;
  }
}
