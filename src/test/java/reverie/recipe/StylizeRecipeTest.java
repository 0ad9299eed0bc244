package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reverie.image.Picture;
import reverie.network.EngineOptions;
import reverie.network.Precision;
import reverie.optimize.OptimizerKind;
import reverie.optimize.Optimizers;
import reverie.optimize.RunEvent;
import reverie.recipe.StylizeSettings.Look;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.support.UserException;
import reverie.zoo.Models;

/** Paintings by the network that is inside, so small that each takes moments. */
class StylizeRecipeTest extends SmallPaintings {
  @Test
  void the_loss_falls_at_each_size() {
    StylizeSettings settings = settings().with(Schedule.DEFAULT.withScalesAndSteps(2, 20, 10));
    List<RunEvent.Stepped> steps = steps(settings);
    assertEquals(30, steps.size());
    assertTrue(steps.get(19).value() < 0.8 * steps.get(0).value(), "at the first");
    assertTrue(steps.get(29).value() < steps.get(20).value(), "at the second");
    assertEquals(
        List.of("style conv2d_1", "style conv2d_3", "content conv2d_4", "variation"),
        List.copyOf(steps.get(0).terms().keySet()));
  }

  @Test
  void the_same_seed_gives_the_same_pixels_and_another_others() {
    StylizeSettings s = settings();
    StylizeSettings other =
        new StylizeSettings(s.look(), s.schedule(), s.colours(), s.start(), 0, 5);
    assertArrayEquals(pixels(s), pixels(s));
    assertTrue(difference(pixels(s), pixels(other)) > 1e-4);
  }

  @Test
  void one_thread_and_two_give_the_same_pixels() {
    float[][] found = new float[2][];
    for (int threads = 1; threads <= 2; threads++) {
      EngineOptions options = new EngineOptions(EngineOptions.Kind.AUTO, threads, Precision.F32);
      try (Session own = Session.open(Models.load(Models.DEFAULT), options)) {
        StylizeSettings all = settings().with(Look.DEFAULT);
        found[threads - 1] =
            new StylizeRecipe()
                .run(Photos.of(150, 120), List.of(Style.of(STYLE)), all, RunContext.of(own))
                .picture()
                .rgb();
      }
    }
    assertArrayEquals(found[0], found[1]);
  }

  @Test
  void transparency_and_bit_depth_survive() {
    float[] alpha = new float[72 * 60];
    Arrays.fill(alpha, 0, 2000, 0.25f);
    Arrays.fill(alpha, 2000, alpha.length, 1f);
    Picture photo = PHOTO.withAlpha(alpha).withBitDepth(16);
    Picture result =
        new StylizeRecipe()
            .run(photo, List.of(Style.of(STYLE)), settings(), RunContext.of(session))
            .picture();
    assertArrayEquals(alpha, result.alpha().orElseThrow());
    assertEquals(16, result.bitDepth());
  }

  @Test
  void no_strength_is_the_photo() {
    float[] result = pixels(settings().with(look(0)));
    // Only what the smaller size lost is missing, and most of that is found again.
    assertTrue(difference(PHOTO.rgb(), result) < 0.02, "" + difference(PHOTO.rgb(), result));
  }

  @Test
  void more_strength_is_nearer_the_style_and_further_from_the_photo() {
    double lastStyle = Double.POSITIVE_INFINITY;
    double lastContent = 0;
    for (double strength : new double[] {0.1, 0.5, 0.9}) {
      StylizeSettings settings =
          settings().with(look(strength)).with(Schedule.DEFAULT.withScalesAndSteps(1, 30, 1));
      List<RunEvent.Stepped> steps = steps(settings);
      var last = steps.get(29).terms();
      double style = last.get("style conv2d_1") + last.get("style conv2d_3");
      double content = last.get("content conv2d_4");
      assertTrue(style < lastStyle, strength + ": style " + style + " after " + lastStyle);
      assertTrue(content > lastContent, strength + ": " + content + " after " + lastContent);
      lastStyle = style;
      lastContent = content;
    }
  }

  @Test
  void every_optimiser_lowers_the_loss() {
    for (OptimizerKind kind : Optimizers.ALL.all()) {
      Schedule d = Schedule.DEFAULT;
      Schedule schedule =
          new Schedule(1, 12, 1, kind, d.rate(), d.averaging(), 0, d.jitter(), d.edge());
      List<Double> losses =
          steps(settings().with(schedule)).stream().map(RunEvent.Stepped::value).toList();
      assertTrue(losses.get(11) < 0.95 * losses.get(0), kind.name() + " " + losses);
    }
  }

  @Test
  void each_start_is_another_one() {
    List<float[]> found = new ArrayList<>();
    for (Start.Kind kind : Start.Kind.values()) {
      Start start =
          kind == Start.Kind.PICTURE
              ? new Start(kind, Optional.of(Photos.of(30, 80)))
              : Start.of(kind);
      StylizeSettings s = settings();
      found.add(pixels(new StylizeSettings(s.look(), s.schedule(), s.colours(), start, 0, 0)));
    }
    for (int i = 0; i < found.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertTrue(difference(found.get(i), found.get(j)) > 0.005, i + " and " + j);
      }
    }
  }

  @Test
  void stopped_at_a_small_size_it_gives_the_painting_so_far_at_full_size() {
    AtomicInteger asked = new AtomicInteger();
    RunContext context = new RunContext(session, event -> {}, () -> asked.incrementAndGet() > 2);
    RunResult result =
        new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings(), context);
    assertFalse(result.completed());
    assertEquals(2, result.steps());
    assertEquals("72x60, 8 bit", result.picture().toString());
  }

  @Test
  void a_photo_too_small_for_its_layers_is_refused_with_the_layer() {
    Look all = Look.DEFAULT;
    Picture photo = Photos.of(30, 8);
    UserException e =
        assertThrows(
            UserException.class,
            () ->
                new StylizeRecipe()
                    .run(
                        photo,
                        List.of(Style.of(STYLE)),
                        settings().with(all),
                        RunContext.of(session)));
    assertTrue(e.getMessage().contains("too small for layer"), e.getMessage());
  }
}
