package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Pooling;
import reverie.network.Precision;
import reverie.network.Window;
import reverie.network.engine.Networks;
import reverie.objective.Goal;
import reverie.objective.ObjectiveContext;
import reverie.objective.Objectives;
import reverie.optimize.Loss;
import reverie.optimize.LossFunction;
import reverie.tensor.RandomAt;
import reverie.zoo.Preprocessing;

/** The whole way: canvas, view, preprocessing, network, goal, and back. */
class ImageLossTest {
  private static final int HEIGHT = 18;
  private static final int WIDTH = 20;

  /** Smooth throughout, so that differences converge. */
  private static final Graph GRAPH = graph();

  private static Graph graph() {
    Random random = new Random(4);
    Activation tanh = new Activation(Activation.Function.TANH, 0, 0);
    Activation sigmoid = new Activation(Activation.Function.SIGMOID, 0, 0);
    Pooling halve = new Pooling(Pooling.Type.AVERAGE, Window.square(2, 2, 0), false, false);
    return Graph.from("image", 3)
        .add("early", convolution(random, 3, 6, tanh))
        .add("pool", halve)
        .add("deep", convolution(random, 6, 8, sigmoid))
        .build();
  }

  private static Convolution convolution(Random random, int in, int out, Activation activation) {
    float[] kernels = new float[out * in * 9];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (in * 9)));
    }
    return new Convolution(in, out, 1, Window.square(3, 1, 1), kernels, new float[out], activation);
  }

  private static Goal goal(String expression) {
    return Objectives.parse(
        expression,
        new ObjectiveContext() {
          @Override
          public Graph graph() {
            return GRAPH;
          }

          @Override
          public INDArray features(Path picture, String layer) {
            throw new UnsupportedOperationException("no guide here");
          }
        });
  }

  private static ImageLoss loss(Canvas canvas, View view, Network network, String goal) {
    // Not the same for all channels, so that a swap of them shows.
    Preprocessing preprocessing =
        Preprocessing.standardised(new float[] {.4f, .5f, .6f}, new float[] {.3f, .5f, .4f});
    return new ImageLoss(canvas, view, preprocessing.map(), network, goal(goal), 7);
  }

  private static Network network(EngineOptions.Kind engine) {
    return Networks.compile(GRAPH, new EngineOptions(engine, 0, Precision.F32));
  }

  private static INDArray noise(long salt, long... shape) {
    RandomAt random = RandomAt.of(5, 0, salt);
    INDArray made = Nd4j.create(DataType.FLOAT, shape);
    for (long i = 0; i < made.length(); i++) {
      made.putScalar(i, random.normal());
    }
    return made;
  }

  private static INDArray photo() {
    return noise(1, 1, 3, HEIGHT, WIDTH).muli(0.12).addi(0.5);
  }

  /** Sums in float64: the differences are small. */
  private static double dot(INDArray a, INDArray b) {
    return a.castTo(DataType.DOUBLE).mul(b.castTo(DataType.DOUBLE)).sumNumber().doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "pixels,  ND4J, 'deep + 0.5*early'",
    "pixels,  ND4J, 'channel:deep:3 + 0.2*early - 2*tv - 0.1*l2'",
    "pixels,  AUTO, 'channel:deep:3 + 0.2*early - 2*tv - 0.1*l2'",
    "fourier, AUTO, 'channel:deep:3 + 0.2*early - 2*tv - 0.1*l2'",
    "fourier, ND4J, 'neuron:deep:2 - tv'",
    "pixels,  AUTO, '-tv - l2'",
  })
  void its_gradient_equals_central_differences(String kind, String engine, String goal) {
    Canvas canvas = Canvases.ALL.get(kind).of(HEIGHT, WIDTH);
    View view =
        Views.compose(
            List.of(Views.pad(3), Views.jitter(2), Views.scale(.9, 1.1), Views.rotate(9)));
    try (Network network = network(EngineOptions.Kind.valueOf(engine))) {
      LossFunction function = loss(canvas, view, network, goal).at(11);
      INDArray parameters = canvas.parametersFor(photo());
      INDArray gradient = function.at(parameters).gradient().dup('c');
      double length = Math.sqrt(dot(gradient, gradient));
      assertTrue(length > 0, "a gradient that is not zero");
      for (int i = 0; i < 8; i++) {
        INDArray direction = noise(20 + i, parameters.shape());
        double step = 0.004 / change(canvas, parameters, direction);
        // Of fourth order: a step large enough for float32 is small enough for the curvature.
        double near = difference(function, parameters, direction, step);
        double far = difference(function, parameters, direction, 2 * step);
        // A random direction's share of the gradient is about its length.
        assertEquals(
            dot(gradient, direction), (8 * near - far) / (12 * step), 0.003 * length, "along " + i);
      }
    }
  }

  private static double difference(
      LossFunction function, INDArray parameters, INDArray direction, double step) {
    double ahead = function.at(parameters.add(direction.mul(step))).value();
    double behind = function.at(parameters.sub(direction.mul(step))).value();
    return ahead - behind;
  }

  /** The mean change of the image along a direction. */
  private static double change(Canvas canvas, INDArray parameters, INDArray direction) {
    double little = 1e-3;
    INDArray moved = canvas.paint(parameters.add(direction.mul(little))).value().dup();
    return moved.subi(canvas.paint(parameters).value()).amean().getDouble(0) / little;
  }

  @Test
  void the_engines_agree() {
    Canvas canvas = Canvases.ALL.get("pixels").of(HEIGHT, WIDTH);
    INDArray photo = photo();
    try (Network nd4j = network(EngineOptions.Kind.ND4J);
        Network other = network(EngineOptions.Kind.AUTO)) {
      Loss one = loss(canvas, Views.none(), nd4j, "deep - tv").at(0).at(photo);
      Loss two = loss(canvas, Views.none(), other, "deep - tv").at(0).at(photo);
      assertEquals(one.value(), two.value(), 1e-6 * Math.abs(one.value()));
      double length = Math.sqrt(dot(one.gradient(), one.gradient()));
      INDArray difference = one.gradient().sub(two.gradient());
      assertEquals(0, Math.sqrt(dot(difference, difference)), 1e-5 * length);
    }
  }

  @Test
  void a_prior_reads_the_picture_and_not_the_view_of_it() {
    Canvas canvas = Canvases.ALL.get("pixels").of(HEIGHT, WIDTH);
    INDArray photo = photo();
    try (Network network = network(EngineOptions.Kind.AUTO)) {
      View view = Views.compose(List.of(Views.pad(4), Views.jitter(4)));
      Loss seen = loss(canvas, view, network, "deep - tv").at(0).at(photo);
      Loss alone = loss(canvas, Views.none(), network, "-tv").at(0).at(photo);
      assertEquals(alone.terms().get("tv"), seen.terms().get("tv"), 1e-12);
    }
  }

  @Test
  void a_step_is_a_function_of_its_number_alone() {
    Canvas canvas = Canvases.ALL.get("pixels").of(HEIGHT, WIDTH);
    INDArray photo = photo();
    try (Network network = network(EngineOptions.Kind.AUTO)) {
      ImageLoss loss = loss(canvas, Views.rotate(20), network, "deep");
      INDArray third = loss.at(3).at(photo).gradient().dup('c');
      double fourth = loss.at(4).at(photo).value();
      assertEquals(third, loss.at(3).at(photo).gradient().dup('c'));
      assertNotEquals(fourth, loss.at(3).at(photo).value());
    }
  }

  @Test
  void the_parameters_are_not_changed() {
    Canvas canvas = Canvases.ALL.get("pixels").of(HEIGHT, WIDTH);
    INDArray photo = photo();
    INDArray before = photo.dup();
    try (Network network = network(EngineOptions.Kind.AUTO)) {
      Loss loss = loss(canvas, Views.jitter(2), network, "deep - tv").at(0).at(photo);
      assertEquals(Set.of("deep", "tv"), loss.terms().keySet());
      assertEquals(before, photo);
    }
  }
}
