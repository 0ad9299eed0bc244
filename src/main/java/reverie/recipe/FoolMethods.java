package reverie.recipe;

import java.util.List;
import reverie.recipe.FoolMethod.Bounds;
import reverie.recipe.FoolMethod.Start;
import reverie.support.Registry;

/** The ways to fool a network by name: a new one is one file and one line here. */
public final class FoolMethods {
  private static final Bounds NONE = new Bounds(255, 1e6);
  private static final Bounds SMALL = new Bounds(2, 300);

  /** All of them; sorted. */
  public static final Registry<FoolMethod> ALL =
      Registry.of(
          "method",
          FoolMethod::name,
          List.of(
              new FoolMethod(
                  "ascent",
                  "the gradient, from noise or a photo",
                  Start.ANYTHING,
                  2000,
                  FoolSettings.CONFIDENCE,
                  NONE,
                  GradientAttacks::ascent),
              new FoolMethod(
                  "cppn",
                  "evolution of patterns, no gradient",
                  Start.NOISE,
                  5000,
                  FoolSettings.CONFIDENCE,
                  NONE,
                  Evolution::patterns),
              new FoolMethod(
                  "fgsm",
                  "one step of the gradient's sign, from a photo",
                  Start.PHOTO,
                  1,
                  FoolSettings.CONFIDENCE,
                  new Bounds(8, 300),
                  GradientAttacks::oneStep),
              new FoolMethod(
                  "minimal",
                  "the smallest change of a photo",
                  Start.PHOTO,
                  100,
                  0.5,
                  NONE,
                  GradientAttacks::minimal),
              new FoolMethod(
                  "pgd",
                  "many steps near a photo",
                  Start.PHOTO,
                  400,
                  FoolSettings.CONFIDENCE,
                  SMALL,
                  GradientAttacks::projected),
              new FoolMethod(
                  "pixels",
                  "evolution of pixels, no gradient",
                  Start.NOISE,
                  5000,
                  FoolSettings.CONFIDENCE,
                  NONE,
                  Evolution::pixels)));

  private FoolMethods() {}
}
