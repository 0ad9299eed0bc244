package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.objective.Goal;
import reverie.recipe.VisualizeRecipe.Subject;
import reverie.zoo.Models;

/** What units of the embedded network look for excites them. */
class VisualizeRecipeTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open(Models.DEFAULT);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static VisualizeSettings settings(String method, int size, int steps, long seed) {
    VisualizeSettings usual = VisualizeSettings.of(session);
    return new VisualizeSettings(
        VisualizeMethods.ALL.get(method),
        size,
        steps,
        0,
        true,
        usual.regularisation(),
        Optional.empty(),
        usual.diversity(),
        usual.alignment(),
        seed);
  }

  private static Subject subject(String text) {
    return new Subject(text, session.objective(text));
  }

  private static List<Visualized> painted(VisualizeSettings settings, String... texts) {
    List<Subject> subjects = Arrays.stream(texts).map(VisualizeRecipeTest::subject).toList();
    return new VisualizeRecipe(settings, RunContext.of(session)).each(subjects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel:mixed2:17",
        "neuron:mixed3:500",
        "layer:mixed0",
        "direction:mixed1:1=1,5=2:1",
        "channel:conv2d_3:9 + 0.5*channel:conv2d_5:10"
      })
  void ascent_raises_it(String expression) {
    Visualized made = painted(settings("fourier", 80, 24, 0), expression).get(0);
    assertTrue(made.value() > 1.5 * made.before(), made.before() + " to " + made.value());
    assertTrue(made.completed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fourier", "maco", "pixels"})
  void every_canvas_raises_it(String method) {
    Visualized made = painted(settings(method, 80, 32, 0), "channel:mixed2:17").get(0);
    assertTrue(made.value() > 1.5 * made.before(), made.before() + " to " + made.value());
  }

  @Test
  void the_saved_picture_excites_its_unit_more_than_any_sample_photo(@TempDir Path folder) {
    for (String unit : List.of("channel:conv2d_4:20", "channel:mixed0:5", "channel:mixed4:42")) {
      Goal goal = session.objective(unit);
      VisualizeRecipe recipe =
          new VisualizeRecipe(settings("fourier", 112, 48, 0), RunContext.of(session));
      Visualized made = recipe.each(List.of(new Subject(unit, goal))).get(0);
      Path file = folder.resolve(made.name().replace(':', '-') + ".png");
      Pictures.write(made.picture(), file, WriteOptions.DEFAULT);
      double saved = recipe.value(Pictures.read(file), goal);
      assertEquals(made.value(), saved, 1e-5 * saved);
      for (Path photo : Pictures.in(Path.of("samples"))) {
        double value = recipe.value(session.fitted(Pictures.read(photo), 512), goal);
        assertTrue(saved > value, unit + ": " + saved + ", " + photo + ": " + value);
      }
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    float[] once =
        painted(settings("fourier", 80, 5, 3), "channel:mixed0:1").get(0).picture().rgb();
    float[] twice =
        painted(settings("fourier", 80, 5, 3), "channel:mixed0:1").get(0).picture().rgb();
    float[] other =
        painted(settings("fourier", 80, 5, 4), "channel:mixed0:1").get(0).picture().rgb();
    assertArrayEquals(once, twice);
    assertFalse(Arrays.equals(once, other));
  }

  @Test
  void in_a_batch_each_is_painted_nearly_as_it_is_alone() {
    VisualizeSettings settings = settings("fourier", 80, 4, 0);
    List<Visualized> both = painted(settings, "channel:mixed0:1", "channel:conv2d_5:7");
    Visualized alone = painted(settings, "channel:conv2d_5:7").get(0);
    assertEquals(alone.before(), both.get(1).before(), 1e-4 * Math.abs(alone.before()));
    assertEquals(alone.value(), both.get(1).value(), 0.01 * Math.abs(alone.value()));
  }

  @Test
  void a_unit_that_is_silent_in_the_noise_is_woken() {
    // No place of this noise excites it, so that its gradient is zero everywhere.
    Visualized made = painted(settings("fourier", 112, 40, 0), "channel:mixed4:45").get(0);
    assertEquals(0, made.before());
    assertTrue(made.value() > 0.5, "woken to " + made.value());
  }

  @Test
  void pictures_that_are_to_differ_differ_more() {
    Subject unit = subject("channel:mixed0:5");
    VisualizeSettings usual = settings("fourier", 80, 32, 0);
    List<Picture> near = new ArrayList<>();
    List<Picture> apart = new ArrayList<>();
    new VisualizeRecipe(usual.withDiversity(0), RunContext.of(session))
        .diverse(unit, "mixed0", 2)
        .forEach(v -> near.add(v.picture()));
    new VisualizeRecipe(usual.withDiversity(300), RunContext.of(session))
        .diverse(unit, "mixed0", 2)
        .forEach(v -> apart.add(v.picture()));
    assertTrue(likeness(apart) < likeness(near), likeness(apart) + " and " + likeness(near));
  }

  private static double likeness(List<Picture> two) {
    VisualizeRecipe recipe =
        new VisualizeRecipe(settings("fourier", 80, 1, 0), RunContext.of(session));
    return recipe.likeness(two, "mixed0");
  }

  @Test
  void on_the_way_the_first_gives_way_to_the_second() {
    VisualizeRecipe recipe =
        new VisualizeRecipe(settings("fourier", 80, 24, 0), RunContext.of(session));
    Subject from = subject("channel:mixed0:5");
    Subject to = subject("channel:mixed0:9");
    List<Visualized> way = recipe.between(from, to, "mixed0", 3);
    double first = recipe.value(way.get(0).picture(), from.goal());
    double last = recipe.value(way.get(2).picture(), from.goal());
    assertTrue(first > last, first + " to " + last);
    assertTrue(
        recipe.value(way.get(2).picture(), to.goal())
            > recipe.value(way.get(0).picture(), to.goal()));
  }
}
