package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.Shared;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.EngineOptions;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.Pooling;
import reverie.network.Window;
import reverie.support.UsageException;
import reverie.tensor.PictureTensors;
import reverie.zoo.Model;
import reverie.zoo.Models;
import reverie.zoo.Preprocessing;

/** What each method promises, on a small network whose logits are linear in means of "two". */
class SaliencyMethodsTest {
  private static final SaliencySettings PLAIN = SaliencySettings.DEFAULT;
  private static final float BIAS = 0.7f;
  private final Random random = new Random(4);

  private float[] numbers(int count, double deviation) {
    float[] made = new float[count];
    for (int i = 0; i < count; i++) {
      made[i] = (float) (deviation * random.nextGaussian());
    }
    return made;
  }

  private Convolution convolution(int in, int out, Activation activation) {
    return new Convolution(
        in,
        out,
        1,
        Window.square(3, 1, 1),
        numbers(in * out * 9, 0.3),
        numbers(out, 0.1),
        activation);
  }

  private Session small(Activation activation) {
    Graph graph =
        Graph.from("picture", 3)
            .add("one", convolution(3, 6, activation))
            .add("two", convolution(6, 5, activation))
            .add("means", new GlobalPooling(Pooling.Type.AVERAGE))
            .add(
                "logits",
                new Dense(5, 2, numbers(10, 1), new float[] {BIAS, -BIAS}, Activation.IDENTITY))
            .build();
    return Session.open(
        new Model(
            "small",
            "made up",
            "",
            graph,
            Preprocessing.range(-1, 1),
            List.of(),
            new Model.Suggested(List.of(), List.of(), List.of()),
            4),
        EngineOptions.DEFAULT);
  }

  private static SaliencyRecipe.Result run(
      String method, Picture photo, String objective, SaliencySettings settings, Session session) {
    return new SaliencyRecipe()
        .run(
            List.of(SaliencyMethods.ALL.get(method)),
            photo,
            session.objective(objective),
            settings,
            session);
  }

  private static Saliency map(String method, Picture photo, String objective, Session session) {
    return run(method, photo, objective, PLAIN, session).maps().get(0);
  }

  private static SaliencySettings occlusion(int square) {
    return new SaliencySettings(
        512, 1, 0.1, 8, PLAIN.baseline(), Optional.empty(), Optional.of(square), 0);
  }

  @Test
  void the_gradient_is_that_of_central_differences() {
    Activation smooth = new Activation(Activation.Function.TANH, 0, 0);
    try (Session session = small(smooth)) {
      Picture photo = Photos.of(14, 11);
      Saliency found = map("gradient", photo, "2*class:1 - 0.3*tv", session);
      assertArrayEquals(new long[] {1, 3, 11, 14}, found.attribution().shape());
      Score score = new Score(session, session.objective("2*class:1 - 0.3*tv"));
      float[] direction = numbers(3 * 14 * 11, 1);
      double expected = 0;
      for (int i = 0; i < direction.length; i++) {
        expected += direction[i] * (double) found.attribution().values()[i];
      }
      double difference =
          score.value(moved(photo, direction, 0.002f))
              - score.value(moved(photo, direction, -0.002f));
      assertEquals(expected, difference / 0.004, 2e-3 * Math.abs(expected));
      float[] numbers = found.attribution().values();
      float largest = Math.max(Math.abs(numbers[5]), Math.abs(numbers[154 + 5]));
      assertEquals(Math.max(largest, Math.abs(numbers[2 * 154 + 5])), found.map()[5]);
    }
  }

  private static INDArray moved(Picture photo, float[] direction, float step) {
    float[] rgb = photo.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] += step * direction[i];
    }
    return PictureTensors.of(rgb, photo.height(), photo.width());
  }

  @ParameterizedTest
  @EnumSource
  void integrated_gradients_sum_to_the_gain(SaliencySettings.Baseline baseline) {
    try (Session session = small(Activation.RELU)) {
      Picture photo = Photos.of(20, 16);
      // Too few steps: they are doubled by themselves.
      SaliencySettings settings =
          new SaliencySettings(512, 1, 0.1, 2, baseline, Optional.empty(), Optional.empty(), 0);
      SaliencyRecipe.Result result = run("integrated", photo, "class:0", settings, session);
      double start =
          new Score(session, session.objective("class:0"))
              .value(IntegratedGradients.baseline(PictureTensors.of(photo), baseline));
      double gain = result.objective() - start;
      assertEquals(gain, result.maps().get(0).sum(), 0.01 * Math.abs(gain));
      String note = result.maps().get(0).notes().get(0);
      assertTrue(note.contains("completeness") && !note.contains("above 1 %"), note);
    }
  }

  @Test
  void gradcam_before_its_rectifier_sums_to_the_score_without_its_bias() {
    try (Session session = small(Activation.RELU)) {
      for (String name : List.of("0", "1")) {
        SaliencyRecipe.Result result =
            run("gradcam", Photos.of(20, 16), "class:" + name, PLAIN, session);
        String note = result.maps().get(0).notes().get(0);
        assertTrue(
            note.startsWith("at layer 'two', 20x16: the sum before the rectifier is "), note);
        double linear = result.objective() - (name.equals("0") ? BIAS : -BIAS);
        assertEquals(linear, sum(note), 0.01 * Math.abs(linear));
        assertTrue(result.maps().get(0).least() >= 0);
      }
    }
  }

  private static double sum(String note) {
    return Double.parseDouble(note.replaceAll(".*rectifier is ([-0-9.e]+);.*", "$1"));
  }

  @Test
  void gradcam_of_squeezenet_sums_to_the_score() {
    Session session =
        Session.open(
            Models.named(
                Shared.file("models/squeezenet1_1/squeezenet1_1.pth").toString(), Optional.empty()),
            EngineOptions.DEFAULT);
    try (session) {
      Picture cat = Pictures.read(java.nio.file.Path.of("samples/cat.jpg"));
      SaliencySettings small =
          new SaliencySettings(
              256, 1, 0.1, 8, PLAIN.baseline(), Optional.empty(), Optional.empty(), 0);
      SaliencyRecipe.Result result = run("gradcam", cat, "class:tabby", small, session);
      assertEquals(
          result.objective(), sum(result.maps().get(0).notes().get(0)), 0.01 * result.objective());
    }
  }

  @Test
  void gradcam_is_at_the_layer_named_and_refuses_one_that_is_not_needed() {
    try (Session session = small(Activation.IDENTITY)) {
      SaliencySettings one =
          new SaliencySettings(
              512, 1, 0.1, 8, PLAIN.baseline(), Optional.of("one"), Optional.empty(), 0);
      SaliencyRecipe.Result result = run("gradcam", Photos.of(40, 40), "class:0", one, session);
      assertTrue(result.maps().get(0).notes().get(0).startsWith("at layer 'one'"));
      SaliencySettings logits =
          new SaliencySettings(
              512, 1, 0.1, 8, PLAIN.baseline(), Optional.of("two"), Optional.empty(), 0);
      UsageException refused =
          assertThrows(
              UsageException.class,
              () -> run("gradcam", Photos.of(40, 40), "channel:one:0", logits, session));
      assertTrue(refused.getMessage().contains("does not need it"), refused.getMessage());
    }
  }

  @Test
  void hiding_what_does_not_matter_loses_nothing() {
    try (Session session = small(Activation.RELU)) {
      // The centre of "two" sees five pixels each way.
      Saliency found =
          run("occlusion", Photos.of(24, 24), "neuron:two:1:12:12", occlusion(4), session)
              .maps()
              .get(0);
      assertEquals(0, found.map()[0]);
      assertEquals(0, found.map()[24 * 24 - 1]);
      assertTrue(found.map()[12 * 24 + 12] != 0);
    }
  }

  @Test
  void hiding_grey_behind_grey_loses_nothing_and_hiding_all_loses_all() {
    try (Session session = small(Activation.RELU)) {
      float[] grey = new float[3 * 16 * 16];
      Arrays.fill(grey, 0.5f);
      Saliency found =
          run("occlusion", Picture.of(16, 16, grey), "class:0", occlusion(5), session)
              .maps()
              .get(0);
      assertArrayEquals(new float[256], found.map(), 1e-5f);
      Saliency whole =
          run("occlusion", Photos.of(16, 16), "class:0", occlusion(99), session).maps().get(0);
      double lost =
          new Score(session, session.objective("class:0"))
                  .value(PictureTensors.of(Photos.of(16, 16)))
              - new Score(session, session.objective("class:0"))
                  .value(PictureTensors.of(grey, 16, 16));
      assertEquals(lost, whole.map()[77], 1e-5);
      assertTrue(whole.notes().get(0).startsWith("1 squares of 16x16"), whole.notes().get(0));
    }
  }

  @Test
  void guided_is_of_what_is_to_grow_and_nothing_of_what_shrinks() {
    try (Session session = small(Activation.RELU)) {
      // The rectifier at the layer lets nothing back of a channel that is to become less.
      Saliency less = map("guided", Photos.of(16, 16), "-1*channel:two:1", session);
      assertEquals(0, less.largest());
      Saliency more = map("guided", Photos.of(16, 16), "channel:two:1", session);
      assertTrue(more.largest() > 0);
      assertTrue(map("gradient", Photos.of(16, 16), "-1*channel:two:1", session).largest() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient", "guided", "integrated", "occlusion", "smoothgrad"})
  void a_constant_objective_matters_to_no_pixel(String method) {
    try (Session session = small(Activation.RELU)) {
      Saliency found = map(method, Photos.of(16, 12), "0*class:1", session);
      assertEquals(0, found.largest(), 0);
      assertEquals(16, found.width());
      assertEquals(12, found.height());
    }
  }
}
