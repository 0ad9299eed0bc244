package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.Edge;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.network.EngineOptions;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.Tiling;
import reverie.objective.Alignment;
import reverie.objective.FeatureLoss;
import reverie.objective.Goal;
import reverie.objective.MomentDistances;
import reverie.objective.Moments;
import reverie.objective.ReferenceLoss;
import reverie.objective.StyleLoss;
import reverie.objective.Term;
import reverie.objective.TotalVariation;
import reverie.optimize.Loss;
import reverie.support.UserException;
import reverie.tensor.IndexMap;
import reverie.tensor.PictureTensors;
import reverie.tensor.RandomAt;
import reverie.tensor.Sums;
import reverie.zoo.Models;

/** Tiles of the embedded network: the loss and the gradient are those of the whole picture. */
class TiledLossTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open(Models.load(Models.DEFAULT), EngineOptions.DEFAULT);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Blobs and some noise, so that there is something at every scale. */
  private static Picture photo(int width, int height, int salt) {
    RandomAt random = RandomAt.of(3, 0, salt);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int c = i / (width * height);
      int y = i / width % height;
      int x = i % width;
      double wave = Math.sin(x / (5.0 + 3 * c + salt)) * Math.cos(y / (9.0 - c) + x / 40.0);
      rgb[i] = (float) (0.5 + 0.25 * wave + 0.05 * random.normal());
      rgb[i] = Math.max(0, Math.min(1, rgb[i]));
    }
    return Picture.of(width, height, rgb);
  }

  /** Both at one step: the same values, and the same gradient to float accuracy. */
  private static void assertSame(
      Picture photo,
      View view,
      Goal whole,
      Goal pieces,
      int rows,
      int columns,
      Optional<Picture> reference) {
    Canvas canvas = Canvases.ALL.get("pixels").of(photo.height(), photo.width());
    var preprocessing = session.model().preprocessing().map();
    int height = photo.height() + 2 * view.border();
    int width = photo.width() + 2 * view.border();
    Tiling tiling =
        Tiling.of(session.graph(), whole.layers(), height, width, rows, columns).orElseThrow();
    assertEquals(rows * columns, tiling.tiles().size());
    INDArray parameters = PictureTensors.of(photo);
    Loss expected =
        new ImageLoss(canvas, view, preprocessing, session.network(), whole, 7)
            .at(3)
            .at(parameters);
    Loss found =
        new TiledLoss(
                canvas,
                view,
                new Tiles(session.network(), preprocessing, tiling),
                pieces,
                7,
                reference)
            .at(3)
            .at(parameters);
    assertEquals(expected.terms().keySet(), found.terms().keySet());
    expected
        .terms()
        .forEach(
            (term, value) ->
                // Wasserstein's is a small difference of large traces, in float32.
                assertEquals(value, found.terms().get(term), 2e-5 * Math.abs(value) + 5e-6, term));
    assertEquals(expected.value(), found.value(), 2e-5 * Math.abs(expected.value()));
    INDArray a = expected.gradient().castTo(DataType.DOUBLE);
    INDArray b = found.gradient().castTo(DataType.DOUBLE);
    double length = Math.sqrt(Sums.ofSquares(a));
    double cosine = Sums.dot(a, b) / (length * Math.sqrt(Sums.ofSquares(b)));
    double off = Math.sqrt(Sums.ofSquares(a.sub(b))) / length;
    assertTrue(cosine > 0.99999, "cosine " + cosine);
    assertTrue(off < 1e-3, "relative error " + off);
  }

  @ParameterizedTest
  @CsvSource({
    "320, 280, 2, 2, 'mixed0 + 0.5*conv2d_3'",
    "330, 290, 2, 3, 'channel:mixed0:7 - 3*tv - 0.1*l2 - 0.1*l1'",
    "320, 280, 2, 2, 'neuron:mixed0:3'",
    "320, 280, 3, 1, 'neuron:mixed0:3:1:2 + direction:mixed0:1=1,4=-2:2'",
    "300, 280, 2, 1, 'direction:mixed0:1=1,4=-2'",
    "160, 900, 2, 1, 'mixed4 + mixed5'",
  })
  void a_dream_in_tiles_has_the_gradient_of_the_whole(
      int width, int height, int rows, int columns, String expression) {
    Picture photo = photo(width, height, 1);
    Goal goal =
        session.objective(expression.replace("conv2d_3", session.graph().layerNames().get(4)));
    for (View view : List.of(Views.none(), Views.jitter(9))) {
      assertSame(photo, view, goal, goal, rows, columns, Optional.empty());
    }
  }

  @Test
  void a_view_that_cannot_be_had_in_windows_is_tiled_as_well() {
    Goal goal = session.objective("mixed0 - tv");
    View view = Views.compose(List.of(Views.jitter(4), Views.rotate(8)));
    assertSame(photo(300, 280, 1), view, goal, goal, 2, 2, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "gram, false",
    "gram, true",
    "wasserstein, false",
    "wasserstein, true",
    "deviation, false",
    "deviation, true",
  })
  void a_painting_in_tiles_has_the_gradient_of_the_whole(String kind, boolean masked) {
    Picture photo = photo(310, 270, 1);
    Picture style = photo(300, 260, 2);
    Picture content = photo(310, 270, 3);
    View view = Views.framed(Edge.REFLECT, 16, 3, -2);
    List<String> layers = session.model().suggested().style();
    List<String> shallow = layers.subList(0, Math.min(3, layers.size()));
    String deep = "mixed0";
    List<Term> whole = new ArrayList<>();
    List<Term> pieces = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(shallow);
    all.add(deep);
    Map<String, INDArray> ofStyle = session.activations(style, all);
    INDArray seen =
        view.at(7, 3, photo.height(), photo.width()).trace(PictureTensors.of(content)).value();
    INDArray input = session.model().preprocessing().map().trace(seen).value();
    try (ForwardPass pass = session.network().forward(input, all)) {
      for (String layer : all) {
        INDArray x = pass.activations().of(layer);
        FeatureShape shape = new FeatureShape((int) x.size(3), (int) x.size(1), (int) x.size(2));
        Moments moments = Moments.of(ofStyle.get(layer).permute(0, 2, 3, 1).dup('c'));
        StyleLoss loss =
            new StyleLoss(
                layer,
                MomentDistances.ALL.get(kind).to(moments),
                masked ? Optional.of(weights(shape)) : Optional.empty());
        whole.add(new Term("style " + layer, 0.3, loss));
        pieces.add(new Term("style " + layer, 0.3, loss));
      }
      INDArray target = pass.activations().of(deep).dup('c');
      FeatureLoss held = new FeatureLoss(deep, target);
      whole.add(new Term("content", 0.2, held));
      pieces.add(new Term("content", 0.2, new ReferenceLoss(deep, held.meanSquare())));
      whole.add(new Term("held", 0.1, held));
      pieces.add(new Term("held", 0.1, held));
    }
    Term variation = new Term("variation", 2, new TotalVariation(false));
    whole.add(variation);
    pieces.add(variation);
    assertSame(photo, view, new Goal(whole), new Goal(pieces), 2, 2, Optional.of(content));
  }

  /** Rising from left to right, nothing at the top. */
  private static INDArray weights(FeatureShape shape) {
    float[] weights = new float[shape.height() * shape.width()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i / shape.width() < 5 ? 0 : i % shape.width();
    }
    return Nd4j.createFromArray(weights).reshape(weights.length, 1);
  }

  @Test
  void windows_of_a_look_are_the_look_and_add_up_to_its_way_back() {
    INDArray image = PictureTensors.of(photo(23, 31, 1));
    for (View view :
        List.of(Views.none(), Views.jitter(40), Views.framed(Edge.REFLECT, 16, 5, -7))) {
      IndexMap map = (IndexMap) view.at(1, 2, 31, 23);
      var traced = map.trace(image);
      int height = (int) traced.value().size(2);
      int width = (int) traced.value().size(3);
      assertEquals(traced.value(), map.window(image, 0, 0, height, width));
      INDArray whole = traced.pullback().apply(traced.value());
      INDArray sum = image.ulike().assign(0);
      for (int top : new int[] {0, 10}) {
        int h = top == 0 ? 10 : height - 10;
        for (int left : new int[] {0, 9}) {
          int w = left == 0 ? 9 : width - 9;
          map.addBack(map.window(image, top, left, h, w), top, left, sum);
        }
      }
      assertTrue(Sums.ofSquares(sum.sub(whole)) < 1e-10 * Sums.ofSquares(whole));
    }
  }

  @Test
  void what_needs_a_layer_whole_is_refused_by_name() {
    Goal goal = Goal.of("alike", new Alignment("mixed0"));
    UserException e =
        assertThrows(
            UserException.class,
            () -> assertSame(photo(300, 280, 1), Views.none(), goal, goal, 2, 1, Optional.empty()));
    assertTrue(e.getMessage().contains("'alike'"), e.getMessage());
  }
}
