package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reverie.image.Crop;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.network.ForwardPass;
import reverie.objective.MomentDistances;
import reverie.objective.Moments;
import reverie.objective.StyleLoss;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.zoo.Models;

/** A small preview predicts a large result: the style's size is tied to the picture's. */
class SameLookTest {
  /** In pixels; {@code -Dlook.small=256 -Dlook.large=1024} takes a few minutes. */
  private static final int SMALL = Integer.getInteger("look.small", 128);

  private static final int LARGE = Integer.getInteger("look.large", 512);

  private static final List<String> LAYERS = List.of("conv2d_3", "mixed0", "mixed2");

  @Test
  void the_style_loss_of_a_large_result_measured_small_is_near_the_previews() {
    Picture photo = Pictures.read(Path.of("samples", "cat.jpg"));
    Picture style = Pictures.read(Path.of("styles", "starry.jpg"));
    try (Session session = Session.open(Models.DEFAULT)) {
      Picture preview = painted(session, photo, style, SMALL);
      Picture large = painted(session, photo, style, LARGE);
      Picture small = Resampling.resize(large, preview.width(), preview.height());
      Picture plain = Resampling.resize(photo, preview.width(), preview.height());
      double ofPreview = loss(session, preview, style);
      double ofLarge = loss(session, small, style);
      double ofPhoto = loss(session, plain, style);
      System.out.printf(
          Locale.ROOT,
          "style loss at %d: preview %.3f, large %.3f, photo %.3f%n",
          SMALL,
          ofPreview,
          ofLarge,
          ofPhoto);
      assertTrue(
          ofLarge < ofPreview + 0.35 * (ofPhoto - ofPreview),
          "preview " + ofPreview + ", large " + ofLarge + ", photo " + ofPhoto);
    }
  }

  private static Picture painted(Session session, Picture photo, Picture style, int size) {
    StylizeSettings d = StylizeSettings.DEFAULT;
    Schedule schedule = scales(size);
    StylizeSettings settings =
        new StylizeSettings(d.look(), schedule, d.colours(), d.start(), size, 0);
    return new StylizeRecipe()
        .run(photo, List.of(Style.of(style)), settings, RunContext.of(session))
        .picture();
  }

  /** From the small one up by the root of 2, as the defaults do from 240. */
  private static Schedule scales(int size) {
    int count = 1 + (int) Math.round(2 * Math.log(size / (double) SMALL) / Math.log(2));
    return Schedule.DEFAULT.withScalesAndSteps(count, 60, 20);
  }

  private static double loss(Session session, Picture picture, Picture style) {
    Picture cropped = Crop.margins(style, StylizeSettings.Look.STYLE_CROP);
    double factor =
        Math.max(picture.width(), picture.height())
            / (double) Math.max(cropped.width(), cropped.height());
    Picture sized =
        Resampling.resize(
            cropped,
            (int) Math.round(cropped.width() * factor),
            (int) Math.round(cropped.height() * factor));
    double sum = 0;
    List<Moments> wanted = new ArrayList<>();
    try (ForwardPass pass = session.network().forward(session.input(sized), Set.copyOf(LAYERS))) {
      LAYERS.forEach(layer -> wanted.add(Moments.of(pass.activations().of(layer))));
    }
    try (ForwardPass pass = session.network().forward(session.input(picture), Set.copyOf(LAYERS))) {
      for (int i = 0; i < LAYERS.size(); i++) {
        var distance = MomentDistances.ALL.get("gram").to(wanted.get(i));
        sum += new StyleLoss(LAYERS.get(i), distance).evaluate(pass.activations()).value();
      }
    }
    return sum / LAYERS.size();
  }
}
