package reverie.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.engine.Networks;
import reverie.support.UserException;

/** Tiles are the whole picture, in random networks, at random sizes. */
class TilingTest {
  private static final int NETWORKS = 60;

  /** A chain of windows with branches that meet again, sometimes enlarged. */
  private static Graph graph(Random random, RandomLayers layers) {
    Graph.Builder graph = Graph.from("image", 2);
    int channels = 2;
    int depth = 2 + random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      String in = graph.last();
      int kind = random.nextInt(7);
      if (kind <= 2) {
        graph.add("layer" + i, layers.convolution(channels, 3, window(random, true)), in);
        channels = 3;
      } else if (kind == 3) {
        graph.add("layer" + i, pooling(random), in);
      } else if (kind == 4) {
        Window same = Window.square(1 + 2 * random.nextInt(3), 1, 0);
        int pad = same.kernelHeight() / 2;
        graph.add("left" + i, layers.convolution(channels, 2, Window.square(1, 1, 0)), in);
        graph.add(
            "right" + i,
            layers.convolution(channels, 2, same.withPadding(Window.Padding.of(pad))),
            in);
        graph.add("layer" + i, new Concat(), "left" + i, "right" + i);
        channels = 4;
      } else if (kind == 5) {
        graph.add("layer" + i, new Upsampling(1 + random.nextInt(3), random.nextBoolean()), in);
      } else {
        graph.add("layer" + i, new Activate(Activation.RELU), in);
      }
    }
    return graph.build();
  }

  private static Window window(Random random, boolean dilated) {
    int kernelHeight = 1 + random.nextInt(4);
    int kernelWidth = 1 + random.nextInt(4);
    Window.Padding padding =
        switch (random.nextInt(3)) {
          case 0 -> Window.Padding.SAME;
          case 1 -> Window.Padding.NONE;
          default ->
              new Window.Padding(
                  random.nextInt(kernelHeight),
                  random.nextInt(kernelHeight),
                  random.nextInt(kernelWidth),
                  random.nextInt(kernelWidth),
                  false);
        };
    return new Window(
        kernelHeight,
        kernelWidth,
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        dilated ? 1 + random.nextInt(2) : 1,
        dilated ? 1 + random.nextInt(2) : 1,
        padding);
  }

  private static Pooling pooling(Random random) {
    return new Pooling(
        random.nextBoolean() ? Pooling.Type.MAX : Pooling.Type.AVERAGE,
        window(random, false),
        random.nextBoolean(),
        random.nextBoolean());
  }

  /** Tilings of random networks, with the networks. */
  private record Case(Graph graph, Set<String> taps, Tiling tiling, String text) {}

  private static List<Case> cases(int salt) {
    List<Case> cases = new ArrayList<>();
    for (int seed = 0; cases.size() < NETWORKS; seed++) {
      Random random = new Random(1000L * salt + seed);
      Graph graph = graph(random, new RandomLayers(seed));
      List<String> names = graph.layerNames();
      Set<String> taps =
          Set.copyOf(
              List.of(
                  names.get(names.size() - 1),
                  names.get(random.nextInt(names.size())),
                  names.get(0)));
      int height = 20 + random.nextInt(40);
      int width = 20 + random.nextInt(40);
      try {
        graph.shapes(graph.needed(taps), height, width);
      } catch (UserException e) {
        continue;
      }
      Tiling.of(graph, taps, height, width, 1 + random.nextInt(4), 1 + random.nextInt(4))
          .filter(t -> t.tiles().size() > 1)
          .ifPresent(t -> cases.add(new Case(graph, taps, t, "network " + cases.size() + " " + t)));
    }
    return cases;
  }

  private static Features window(Features image, Tiling tiling, Tile tile) {
    int height = tiling.tileHeight();
    int width = tiling.tileWidth();
    Features made = Features.zeros(1, image.channels(), height, width);
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          made.values()[(c * height + y) * width + x] =
              image.at(0, c, tile.top() + y, tile.left() + x);
        }
      }
    }
    return made;
  }

  @Test
  void each_position_belongs_to_one_tile_where_it_is_what_it_is_in_the_whole_picture() {
    for (Case one : cases(1)) {
      Tiling tiling = one.tiling;
      FeatureShape size = new FeatureShape(2, tiling.height(), tiling.width());
      Features image = RandomLayers.noise(3, 1, size);
      ReferenceNetwork network = new ReferenceNetwork(one.graph);
      Map<String, Features> whole = network.forward(image, one.taps);
      Map<String, Integer> owned = new HashMap<>();
      for (Tile tile : tiling.tiles()) {
        Map<String, Features> ofTile = network.forward(window(image, tiling, tile), one.taps);
        for (String tap : one.taps) {
          Part part = tile.parts().get(tap);
          Features all = whole.get(tap);
          FeatureShape shape = tiling.shapes().get(tap);
          assertEquals(
              new FeatureShape(all.channels(), all.height(), all.width()), shape, one.text);
          for (int c = 0; c < all.channels(); c++) {
            for (int y = 0; y < part.height(); y++) {
              for (int x = 0; x < part.width(); x++) {
                assertEquals(
                    all.at(0, c, part.top() + y, part.left() + x),
                    ofTile.get(tap).at(0, c, part.topInTile() + y, part.leftInTile() + x),
                    // An enlarging's fractions of rows are rounded elsewhere.
                    1e-12,
                    one.text + " " + tap);
              }
            }
          }
          owned.merge(tap, (int) part.positions(), Integer::sum);
        }
      }
      one.taps.forEach(
          tap -> {
            FeatureShape shape = tiling.shapes().get(tap);
            assertEquals(shape.height() * shape.width(), owned.get(tap), one.text);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = EngineOptions.Kind.class,
      names = {"ONEDNN", "ND4J"})
  void the_tiles_gradients_add_up_to_that_of_the_whole_picture(EngineOptions.Kind engine) {
    for (Case one : cases(2)) {
      Tiling tiling = one.tiling;
      INDArray image =
          RandomLayers.noise(4, 1, new FeatureShape(2, tiling.height(), tiling.width()))
              .toChannelsFirst();
      try (Network network =
          Networks.compile(one.graph, new EngineOptions(engine, 0, Precision.F32))) {
        Map<String, INDArray> atTaps = new LinkedHashMap<>();
        one.taps.forEach(
            tap ->
                atTaps.put(
                    tap, RandomLayers.noise(5, 1, tiling.shapes().get(tap)).toChannelsLast()));
        INDArray whole;
        try (ForwardPass pass = network.forward(image, one.taps)) {
          whole = pass.backward(atTaps);
        }
        INDArray sum = Nd4j.zeros(DataType.FLOAT, image.shape());
        for (Tile tile : tiling.tiles()) {
          INDArrayIndex[] window = {
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(tile.top(), tile.top() + tiling.tileHeight()),
            NDArrayIndex.interval(tile.left(), tile.left() + tiling.tileWidth())
          };
          try (ForwardPass pass = network.forward(image.get(window).dup('c'), one.taps)) {
            Map<String, INDArray> own = new HashMap<>();
            one.taps.forEach(
                tap -> {
                  INDArray all = Nd4j.zerosLike(pass.activations().of(tap));
                  Part part = tile.parts().get(tap);
                  all.get(at(part, part.topInTile(), part.leftInTile()))
                      .assign(atTaps.get(tap).get(at(part, part.top(), part.left())));
                  own.put(tap, all);
                });
            sum.get(window).addi(pass.backward(own));
          }
        }
        double off = sum.sub(whole).norm2Number().doubleValue();
        double length = whole.norm2Number().doubleValue();
        assertTrue(off <= 1e-5 * length, one.text + ": off by " + off / length);
      }
    }
  }

  private static INDArrayIndex[] at(Part part, int top, int left) {
    return new INDArrayIndex[] {
      NDArrayIndex.all(),
      NDArrayIndex.interval(top, top + part.height()),
      NDArrayIndex.interval(left, left + part.width()),
      NDArrayIndex.all()
    };
  }

  @Test
  void the_tiling_with_the_least_work_is_taken_that_fits() {
    Graph graph =
        Graph.from("image", 2)
            .add("conv", new RandomLayers(1).convolution(2, 3, Window.square(5, 2, 2)))
            .build();
    Set<String> taps = Set.of("conv");
    Optional<Tiling> four = Tiling.within(graph, taps, 200, 100, (h, w) -> (long) h * w, 6000);
    assertEquals(4, four.orElseThrow().tiles().size());
    assertTrue(four.get().overhead() > 1 && four.get().overhead() < 1.2);
    assertEquals(
        1,
        Tiling.within(graph, taps, 200, 100, (h, w) -> (long) h * w, 20_000)
            .orElseThrow()
            .tiles()
            .size());
    assertEquals(
        Optional.empty(), Tiling.within(graph, taps, 200, 100, (h, w) -> (long) h * w, 10));
  }

  @Test
  void a_layer_that_sees_the_whole_picture_is_refused_by_name() {
    Graph graph =
        Graph.from("image", 2).add("pool", new GlobalPooling(Pooling.Type.AVERAGE)).build();
    UserException e =
        assertThrows(UserException.class, () -> Tiling.of(graph, Set.of("pool"), 50, 50, 2, 1));
    assertTrue(e.getMessage().contains("'pool'"), e.getMessage());
  }
}
