package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.network.EngineOptions;
import reverie.network.Precision;
import reverie.objective.Goal;
import reverie.optimize.GradientFilters;
import reverie.optimize.RunEvent;
import reverie.support.UserException;
import reverie.tensor.PictureTensors;
import reverie.zoo.Models;

/** Dreams of the network that is inside, of photos so small that each takes moments. */
class DreamRecipeTest {
  private static final Picture PHOTO = Photos.of(100, 90);
  private static Session session;
  private static Goal goal;

  @BeforeAll
  static void open() {
    session = Session.open(Models.DEFAULT);
    goal = session.objective("mixed3");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Two octaves, where the photo is large enough for them, of two steps. */
  private static DreamSettings settings() {
    return new DreamSettings(
        2, 1.2, 2, 0.02, 8, GradientFilters.ALL.get("none").filter(), 0, 5, false, 0);
  }

  private static DreamSettings with(int octaves, int steps, double stepSize, boolean keepColours) {
    DreamSettings s = settings();
    return new DreamSettings(
        octaves,
        s.octaveScale(),
        steps,
        stepSize,
        s.jitter(),
        s.smoothing(),
        s.size(),
        s.seed(),
        keepColours,
        0);
  }

  private static RunResult dream(Picture photo, DreamSettings settings) {
    return new DreamRecipe().run(photo, goal, settings, RunContext.of(session));
  }

  private static double value(Picture picture) {
    INDArray features = session.activations(picture, Set.of("mixed3")).get("mixed3");
    return features.mul(features).meanNumber().doubleValue();
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void the_objective_grows() {
    RunResult result = dream(PHOTO, settings());
    assertTrue(result.completed());
    assertEquals(4, result.steps());
    double before = value(PHOTO);
    double after = value(result.picture());
    assertTrue(after > 1.2 * before, before + " -> " + after);
  }

  @Test
  void the_same_seed_gives_the_same_pixels() {
    assertArrayEquals(
        dream(PHOTO, settings()).picture().rgb(), dream(PHOTO, settings()).picture().rgb());
  }

  @Test
  void another_seed_gives_other_pixels() {
    float[] one = dream(PHOTO, settings()).picture().rgb();
    float[] other = dream(PHOTO, settings().withSeed(6)).picture().rgb();
    assertTrue(meanDifference(one, other) > 1e-3, "pixels of another seed");
  }

  @Test
  void one_thread_and_two_give_the_same_pixels() {
    // Larger than the others: what depends on threads shows in large layers first.
    Picture photo = Photos.of(226, 150);
    float[][] found = new float[2][];
    for (int threads = 1; threads <= 2; threads++) {
      EngineOptions options = new EngineOptions(EngineOptions.Kind.AUTO, threads, Precision.F32);
      try (Session own = Session.open(Models.load(Models.DEFAULT), options)) {
        Goal both = own.objective("mixed3 + mixed5 - 0.1*tv");
        found[threads - 1] =
            new DreamRecipe().run(photo, both, settings(), RunContext.of(own)).picture().rgb();
      }
    }
    assertArrayEquals(found[0], found[1]);
  }

  @Test
  void transparency_and_bit_depth_survive() {
    float[] alpha = new float[100 * 90];
    Arrays.fill(alpha, 0, 4000, 0.25f);
    Arrays.fill(alpha, 4000, alpha.length, 1f);
    Picture result = dream(PHOTO.withAlpha(alpha).withBitDepth(16), settings()).picture();
    assertArrayEquals(alpha, result.alpha().orElseThrow());
    assertEquals(16, result.bitDepth());
  }

  @Test
  void only_detail_is_carried_up_so_that_a_photo_hardly_dreamt_of_stays_sharp() {
    Picture result = dream(PHOTO, with(2, 2, 1e-8, false)).picture();
    assertEquals(0, meanDifference(PHOTO.rgb(), result.rgb()), 1e-6);
    // What rescaling the whole picture would have lost.
    Picture rescaled = Resampling.resize(Resampling.resize(PHOTO, 83, 75), 100, 90);
    assertTrue(meanDifference(PHOTO.rgb(), rescaled.rgb()) > 1e-3);
  }

  @Test
  void the_detail_of_a_smaller_octave_is_in_the_larger_one() {
    List<float[]> dreamt = new ArrayList<>();
    DreamSettings settings = with(2, 1, 0.02, false);
    new DreamRecipe()
        .run(PHOTO, goal, settings, RunContext.of(session, event -> keep(event, dreamt)));
    float[] small = Resampling.resize(PHOTO, 83, 75).rgb();
    float[] detail = new float[small.length];
    for (int i = 0; i < detail.length; i++) {
      detail[i] = dreamt.get(0)[i] - small[i];
    }
    float[] enlarged = Resampling.resize(detail, 3, 75, 83, 90, 100);
    float[] start = new float[enlarged.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = Math.max(0, Math.min(1, PHOTO.rgb()[i] + enlarged[i]));
    }
    // The second octave took one step from there, of 0.02 deviations: 0.016 on average.
    double moved = meanDifference(start, dreamt.get(1));
    assertTrue(moved > 0.005 && moved < 0.02, "moved by " + moved);
    assertTrue(meanDifference(PHOTO.rgb(), dreamt.get(1)) > moved, "further from the photo");
  }

  private static void keep(RunEvent event, List<float[]> pictures) {
    if (event instanceof RunEvent.Snapshot snapshot) {
      pictures.add(PictureTensors.rgb(snapshot.image().get()));
    }
  }

  @Test
  void octaves_too_small_for_the_layers_are_left_out() {
    Goal deep = session.objective("mixed5");
    int least = session.graph().smallest(session.graph().needed(deep.layers())).orElseThrow();
    List<String> sizes = new ArrayList<>();
    DreamSettings settings = with(6, 1, 0.02, false);
    Picture photo = Photos.of(70, 62);
    new DreamRecipe()
        .run(
            photo,
            deep,
            settings,
            RunContext.of(
                session,
                event -> {
                  if (event instanceof RunEvent.Rescaled size) {
                    sizes.add(size.width() + "x" + size.height());
                  }
                }));
    // 70x62 / 1.2 / 1.2 fits, a third time does not: 41x36.
    assertEquals(43, least);
    assertEquals(List.of("49x43", "58x52", "70x62"), sizes);
  }

  @Test
  void kept_colours_are_the_photos() {
    float[] result = dream(PHOTO, with(1, 2, 0.02, true)).picture().rgb();
    float[] photo = PHOTO.rgb();
    int plane = photo.length / 3;
    double moved = 0;
    for (int i = 0; i < plane; i++) {
      if (clipped(result[i]) || clipped(result[plane + i]) || clipped(result[2 * plane + i])) {
        continue;
      }
      // Equal differences of channels are equal chroma.
      assertEquals(photo[i] - photo[plane + i], result[i] - result[plane + i], 1e-5);
      assertEquals(
          photo[plane + i] - photo[2 * plane + i], result[plane + i] - result[2 * plane + i], 1e-5);
      moved += Math.abs(photo[i] - result[i]);
    }
    assertTrue(moved / plane > 1e-3, "brightness dreams: " + moved / plane);
  }

  private static boolean clipped(float value) {
    return value <= 0 || value >= 1;
  }

  @Test
  void stopped_after_some_steps_it_gives_the_picture_of_the_last_whole_one() {
    List<float[]> dreamt = new ArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    RunContext context =
        new RunContext(session, event -> keep(event, dreamt), () -> asked.incrementAndGet() > 2);
    RunResult result = new DreamRecipe().run(PHOTO, goal, with(1, 5, 0.02, false), context);
    assertFalse(result.completed());
    assertEquals(2, result.steps());
    assertEquals(2, dreamt.size());
    assertArrayEquals(dreamt.get(1), result.picture().rgb());
  }

  @Test
  void stopped_in_a_small_octave_it_gives_the_photo_at_full_size_with_the_detail_so_far() {
    AtomicInteger asked = new AtomicInteger();
    RunContext context = new RunContext(session, event -> {}, () -> asked.incrementAndGet() > 1);
    RunResult result = new DreamRecipe().run(PHOTO, goal, with(2, 3, 0.02, false), context);
    assertFalse(result.completed());
    assertEquals("100x90, 8 bit", result.picture().toString());
    double moved = meanDifference(PHOTO.rgb(), result.picture().rgb());
    assertTrue(moved > 1e-3 && moved < 0.03, "moved by " + moved);
  }

  @Test
  void stopped_before_its_first_step_it_gives_the_photo() {
    RunContext context = new RunContext(session, event -> {}, () -> true);
    RunResult result = new DreamRecipe().run(PHOTO, goal, settings(), context);
    assertEquals(0, result.steps());
    assertArrayEquals(PHOTO.rgb(), result.picture().rgb(), 1e-6f);
  }

  @Test
  void a_photo_too_small_is_refused_with_the_layer_and_the_least_size() {
    Goal deep = session.objective("mixed5");
    Picture photo = Photos.of(60, 42);
    UserException e =
        assertThrows(
            UserException.class,
            () -> new DreamRecipe().run(photo, deep, settings(), RunContext.of(session)));
    assertTrue(
        e.getMessage().startsWith("a picture of 60x42 pixels is too small for layer '"),
        e.getMessage());
    assertTrue(e.hint().contains("at least 43x43 pixels"), e.hint());
  }

  @Test
  void a_large_photo_is_dreamt_smaller_unless_a_size_is_asked_for() {
    Goal early = session.objective("conv2d_1");
    Picture photo = Photos.of(1700, 34);
    RunResult result =
        new DreamRecipe().run(photo, early, with(1, 1, 0.02, false), RunContext.of(session));
    assertEquals("1600x32, 8 bit", result.picture().toString());
  }
}
