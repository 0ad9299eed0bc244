package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Picture;
import reverie.network.EngineOptions;
import reverie.network.Precision;
import reverie.optimize.OptimizerKind;
import reverie.optimize.Optimizers;
import reverie.optimize.RunEvent;
import reverie.recipe.StylizeSettings.LayerWeight;
import reverie.recipe.StylizeSettings.Look;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.support.UserException;
import reverie.zoo.Models;

/** Paintings by the network that is inside, so small that each takes moments. */
class StylizeRecipeTest {
  private static final Picture PHOTO = Photos.of(72, 60);
  private static final Picture STYLE = stripes(64, 64);
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open(Models.DEFAULT);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Blue and yellow stripes. */
  static Picture stripes(int width, int height) {
    float[] rgb = new float[3 * width * height];
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      boolean blue = (i % width + i / width) / 4 % 2 == 0;
      rgb[i] = blue ? 0.1f : 0.9f;
      rgb[plane + i] = blue ? 0.2f : 0.8f;
      rgb[2 * plane + i] = blue ? 0.8f : 0.2f;
    }
    return Picture.of(width, height, rgb);
  }

  private static Look look(double strength) {
    Look d = Look.DEFAULT;
    return new Look(
        List.of(new LayerWeight("conv2d_1", 1), new LayerWeight("conv2d_3", 1)),
        List.of(new LayerWeight("conv2d_4", 1)),
        d.styleLoss(),
        strength,
        d.contentWeight(),
        d.variationWeight(),
        false,
        1,
        0,
        0,
        d.palette());
  }

  private static StylizeSettings settings() {
    return StylizeSettings.DEFAULT
        .with(look(0.5))
        .with(Schedule.DEFAULT.withScalesAndSteps(2, 6, 4));
  }

  private static StylizeSettings with(ColourMode colours) {
    StylizeSettings s = settings();
    return new StylizeSettings(s.look(), s.schedule(), colours, s.start(), 0, 0);
  }

  private static RunResult paint(StylizeSettings settings, Style... styles) {
    return new StylizeRecipe().run(PHOTO, List.of(styles), settings, RunContext.of(session));
  }

  private static float[] pixels(StylizeSettings settings) {
    return paint(settings, Style.of(STYLE)).picture().rgb();
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void the_loss_falls_at_each_size() {
    List<RunEvent.Stepped> steps = new ArrayList<>();
    RunContext context =
        RunContext.of(
            session,
            event -> {
              if (event instanceof RunEvent.Stepped stepped) {
                steps.add(stepped);
              }
            });
    StylizeSettings settings = settings().with(Schedule.DEFAULT.withScalesAndSteps(2, 20, 10));
    new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context);
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
      List<RunEvent.Stepped> steps = new ArrayList<>();
      RunContext context =
          RunContext.of(
              session,
              event -> {
                if (event instanceof RunEvent.Stepped stepped) {
                  steps.add(stepped);
                }
              });
      StylizeSettings settings =
          settings().with(look(strength)).with(Schedule.DEFAULT.withScalesAndSteps(1, 30, 1));
      new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context);
      var last = steps.get(29).terms();
      double style = last.get("style conv2d_1") + last.get("style conv2d_3");
      double content = last.get("content conv2d_4");
      assertTrue(style < lastStyle, strength + ": style " + style + " after " + lastStyle);
      assertTrue(content > lastContent, strength + ": " + content + " after " + lastContent);
      lastStyle = style;
      lastContent = content;
    }
  }

  private static Picture leftMask() {
    float[] rgb = new float[3 * 72 * 60];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i % 72 < 36 ? 1 : 0;
    }
    return Picture.of(72, 60, rgb);
  }

  @Test
  void where_a_mask_is_black_the_photo_stays_to_the_last_bit() {
    Style here = new Style(STYLE, 1, Optional.of(leftMask()));
    float[] result = paint(settings(), here).picture().rgb();
    double changed = 0;
    for (int i = 0; i < result.length; i++) {
      if (i % 72 >= 36) {
        assertEquals(PHOTO.rgb()[i], result[i], 0);
      } else {
        changed += Math.abs(PHOTO.rgb()[i] - result[i]);
      }
    }
    assertTrue(2 * changed / result.length > 0.02, "the style is on the left");
  }

  @Test
  void two_masks_are_two_styles_side_by_side() {
    float[] inverted = leftMask().rgb().clone();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - inverted[i];
    }
    Picture red = Photos.of(64, 64).withRgb(constant(64, 64, 0.9f, 0.1f, 0.1f));
    Picture green = Photos.of(64, 64).withRgb(constant(64, 64, 0.1f, 0.9f, 0.1f));
    StylizeSettings settings = settings().with(look(0.8));
    float[] result =
        paint(
                settings,
                new Style(red, 1, Optional.of(leftMask())),
                new Style(green, 1, Optional.of(Picture.of(72, 60, inverted))))
            .picture()
            .rgb();
    int plane = 72 * 60;
    double left = 0;
    double right = 0;
    for (int i = 0; i < plane; i++) {
      double redness = result[i] - result[plane + i];
      if (i % 72 < 30) {
        left += redness;
      } else if (i % 72 > 42) {
        right += redness;
      }
    }
    assertTrue(left > 0 && right < 0, left + " and " + right);
  }

  static float[] constant(int width, int height, float... colour) {
    float[] rgb = new float[3 * width * height];
    for (int c = 0; c < 3; c++) {
      Arrays.fill(rgb, c * width * height, (c + 1) * width * height, colour[c]);
    }
    return rgb;
  }

  @Test
  void a_blend_lies_between_its_styles() {
    Picture red = Photos.of(64, 64).withRgb(constant(64, 64, 0.9f, 0.1f, 0.1f));
    Picture blue = Photos.of(64, 64).withRgb(constant(64, 64, 0.1f, 0.1f, 0.9f));
    double[] redness = new double[3];
    for (int i = 0; i < 3; i++) {
      Style first = new Style(red, 2 - i, Optional.empty());
      Style second = new Style(blue, i, Optional.empty());
      float[] rgb = paint(settings(), first, second).picture().rgb();
      for (int p = 0; p < 72 * 60; p++) {
        redness[i] += rgb[p] - rgb[2 * 72 * 60 + p];
      }
    }
    assertTrue(redness[0] > redness[1] && redness[1] > redness[2], Arrays.toString(redness));
  }

  @Test
  void the_photos_colours_are_kept_by_two_of_the_modes() {
    for (ColourMode mode : List.of(ColourMode.PHOTO, ColourMode.LUMINANCE)) {
      float[] result = pixels(with(mode));
      int plane = 72 * 60;
      double moved = 0;
      for (int i = 0; i < plane; i++) {
        boolean clipped = false;
        for (int c = 0; c < 3; c++) {
          clipped |= result[c * plane + i] <= 0 || result[c * plane + i] >= 1;
        }
        if (!clipped) {
          double chroma = PHOTO.rgb()[i] - PHOTO.rgb()[2 * plane + i];
          assertEquals(chroma, result[i] - result[2 * plane + i], 1e-5, mode.toString());
        }
        moved += Math.abs(PHOTO.rgb()[i] - result[i]);
      }
      assertTrue(moved / plane > 0.01, mode + " moves brightness by " + moved / plane);
    }
  }

  @Test
  void a_recoloured_style_keeps_the_photos_palette_better_than_the_styles_own() {
    double own = colourDistance(pixels(with(ColourMode.STYLE)));
    for (ColourMode mode : List.of(ColourMode.CORAL, ColourMode.HISTOGRAM)) {
      double distance = colourDistance(pixels(with(mode)));
      assertTrue(distance < 0.7 * own, mode + ": " + distance + " against " + own);
    }
  }

  private static double colourDistance(float[] rgb) {
    double distance = 0;
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = c * 72 * 60; i < (c + 1) * 72 * 60; i++) {
        sum += rgb[i] - PHOTO.rgb()[i];
      }
      distance += Math.abs(sum / (72 * 60));
    }
    return distance;
  }

  @Test
  void a_palette_has_the_styles_mean_colour_and_no_strokes() {
    RunResult result = paint(with(ColourMode.PALETTE), Style.of(STYLE));
    assertTrue(result.completed());
    assertEquals(0, result.steps());
    double blue = mean(result.picture().rgb(), 2);
    assertEquals(mean(STYLE.rgb(), 2), blue, 0.02);
  }

  private static double mean(float[] rgb, int channel) {
    int plane = rgb.length / 3;
    double sum = 0;
    for (int i = channel * plane; i < (channel + 1) * plane; i++) {
      sum += rgb[i];
    }
    return sum / plane;
  }

  @Test
  void every_optimiser_lowers_the_loss() {
    for (OptimizerKind kind : Optimizers.ALL.all()) {
      List<Double> losses = new ArrayList<>();
      RunContext context =
          RunContext.of(
              session,
              event -> {
                if (event instanceof RunEvent.Stepped stepped) {
                  losses.add(stepped.value());
                }
              });
      Schedule d = Schedule.DEFAULT;
      Schedule schedule =
          new Schedule(1, 12, 1, kind, d.rate(), d.averaging(), 0, d.jitter(), d.edge());
      StylizeSettings settings = settings().with(schedule);
      new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context);
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
  void a_run_that_goes_on_from_any_step_gives_the_bytes_of_an_unbroken_one(@TempDir Path folder) {
    for (String optimizer : Optimizers.ALL.names()) {
      Schedule d = Schedule.DEFAULT;
      Schedule schedule =
          new Schedule(
              2, 3, 3, Optimizers.ALL.get(optimizer), -1, d.averaging(), 0, d.jitter(), d.edge());
      StylizeSettings settings = settings().with(schedule);
      float[] unbroken = pixels(settings);
      // In a size, between two, and after all.
      for (int done : new int[] {1, 3, 4, 6}) {
        Path file = folder.resolve(optimizer + done + ".safetensors");
        stopAfter(done, settings, file);
        Checkpoints resume = new Checkpoints(Optional.empty(), 0, Optional.of(file));
        RunResult result =
            new StylizeRecipe()
                .run(PHOTO, List.of(Style.of(STYLE)), settings, RunContext.of(session), resume);
        assertTrue(result.completed());
        assertArrayEquals(unbroken, result.picture().rgb(), optimizer + " from step " + done);
      }
    }
  }

  private static void stopAfter(int steps, StylizeSettings settings, Path file) {
    AtomicInteger asked = new AtomicInteger();
    RunContext context =
        new RunContext(session, event -> {}, () -> asked.incrementAndGet() > steps);
    Checkpoints write = new Checkpoints(Optional.of(file), 0, Optional.empty());
    RunResult result =
        new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context, write);
    assertEquals(steps, result.steps());
  }

  @Test
  void an_early_stop_goes_on_as_it_would_have(@TempDir Path folder) {
    Schedule d = Schedule.DEFAULT;
    Schedule schedule =
        new Schedule(2, 60, 3, d.optimizer(), -1, d.averaging(), 0.9, d.jitter(), d.edge());
    StylizeSettings settings = settings().with(schedule);
    List<RunEvent.Stepped> steps = new ArrayList<>();
    RunContext context =
        RunContext.of(
            session,
            event -> {
              if (event instanceof RunEvent.Stepped stepped) {
                steps.add(stepped);
              }
            });
    RunResult unbroken =
        new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context);
    assertEquals(40 + 3, steps.size());
    assertEquals(60, steps.get(40).position().total());
    Path file = folder.resolve("at-40.safetensors");
    AtomicInteger asked = new AtomicInteger();
    new StylizeRecipe()
        .run(
            PHOTO,
            List.of(Style.of(STYLE)),
            settings,
            new RunContext(session, event -> {}, () -> asked.incrementAndGet() > 40),
            new Checkpoints(Optional.of(file), 0, Optional.empty()));
    RunResult resumed =
        new StylizeRecipe()
            .run(
                PHOTO,
                List.of(Style.of(STYLE)),
                settings,
                RunContext.of(session),
                new Checkpoints(Optional.empty(), 0, Optional.of(file)));
    assertArrayEquals(unbroken.picture().rgb(), resumed.picture().rgb());
  }

  @Test
  void a_checkpoint_of_another_work_or_of_none_is_refused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("other.safetensors");
    stopAfter(1, settings(), file);
    Checkpoints resume = new Checkpoints(Optional.empty(), 0, Optional.of(file));
    StylizeSettings other = settings().with(look(0.6));
    UserException e =
        assertThrows(
            UserException.class,
            () ->
                new StylizeRecipe()
                    .run(PHOTO, List.of(Style.of(STYLE)), other, RunContext.of(session), resume));
    assertTrue(e.getMessage().contains("a checkpoint of another work"), e.getMessage());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
    assertThrows(
        UserException.class,
        () ->
            new StylizeRecipe()
                .run(PHOTO, List.of(Style.of(STYLE)), settings(), RunContext.of(session), resume));
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
