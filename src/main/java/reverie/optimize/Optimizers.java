package reverie.optimize;

import java.util.List;
import reverie.support.Registry;

/** The optimisers by name: a new one is a line here. */
public final class Optimizers {
  /** All of them. */
  public static final Registry<OptimizerKind> ALL =
      Registry.of(
          "optimizer",
          OptimizerKind::name,
          List.of(
              new OptimizerKind(
                  "ascent",
                  "steps of one size; Deep Dream's",
                  0.01,
                  0,
                  rate -> new NormalisedAscent(rate, GradientNorm.STD)),
              // Betas of crowsonkb/style-transfer-pytorch: a shorter memory than the paper's.
              new OptimizerKind(
                  "adam",
                  "a step for each parameter; bears random views",
                  0.02,
                  2,
                  rate -> new Adam(rate, 0.9, 0.99, 1e-8)),
              new OptimizerKind(
                  "lbfgs",
                  "few but costly steps; for losses without random views",
                  1,
                  26,
                  rate -> new Lbfgs(10, rate)),
              new OptimizerKind(
                  "sign",
                  "the same step for every pixel; adversarial pictures",
                  0.01,
                  1,
                  SignAscent::new)));

  private Optimizers() {}
}
