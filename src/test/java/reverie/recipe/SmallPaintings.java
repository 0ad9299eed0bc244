package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import reverie.image.Picture;
import reverie.optimize.RunEvent;
import reverie.recipe.StylizeSettings.LayerWeight;
import reverie.recipe.StylizeSettings.Look;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.zoo.Models;

/** What the tests of paintings share: a photo, a style, and settings that take moments. */
abstract class SmallPaintings {
  static final Picture PHOTO = Photos.of(72, 60);
  static final Picture STYLE = stripes(64, 64);
  static Session session;

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

  static Look look(double strength) {
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

  static StylizeSettings settings() {
    return StylizeSettings.DEFAULT
        .with(look(0.5))
        .with(Schedule.DEFAULT.withScalesAndSteps(2, 6, 4));
  }

  static StylizeSettings with(ColourMode colours) {
    StylizeSettings s = settings();
    return new StylizeSettings(s.look(), s.schedule(), colours, s.start(), 0, 0);
  }

  static RunResult paint(StylizeSettings settings, Style... styles) {
    return new StylizeRecipe().run(PHOTO, List.of(styles), settings, RunContext.of(session));
  }

  static float[] pixels(StylizeSettings settings) {
    return paint(settings, Style.of(STYLE)).picture().rgb();
  }

  static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  static Picture leftMask() {
    float[] rgb = new float[3 * 72 * 60];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i % 72 < 36 ? 1 : 0;
    }
    return Picture.of(72, 60, rgb);
  }

  /** The steps of a painting. */
  static List<RunEvent.Stepped> steps(StylizeSettings settings) {
    List<RunEvent.Stepped> steps = new ArrayList<>();
    RunContext context =
        RunContext.of(
            session,
            event -> {
              if (event instanceof RunEvent.Stepped stepped) {
                steps.add(stepped);
              }
            });
    new StylizeRecipe().run(PHOTO, List.of(Style.of(STYLE)), settings, context);
    return steps;
  }
}
