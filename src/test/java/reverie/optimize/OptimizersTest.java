package reverie.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;

class OptimizersTest {
  private static INDArray valley() {
    return Nd4j.createFromArray(new double[] {-1.2, 1});
  }

  @Test
  void adam_finds_the_end_of_rosenbrocks_valley() {
    INDArray at = valley();
    Adam adam = new Adam(0.02, 0.9, 0.999, 1e-8);
    for (int i = 0; i < 5000; i++) {
      adam.step(at, Landscapes.rosenbrock());
    }
    assertEquals(1, at.getDouble(0), 1e-3);
    assertEquals(1, at.getDouble(1), 1e-3);
  }

  @Test
  void lbfgs_finds_the_end_of_rosenbrocks_valley_in_few_evaluations() {
    INDArray at = valley();
    Lbfgs lbfgs = new Lbfgs(10, 1);
    int[] evaluations = new int[1];
    LossFunction counted =
        p -> {
          evaluations[0]++;
          return Landscapes.rosenbrock().at(p);
        };
    for (int i = 0; i < 45; i++) {
      lbfgs.step(at, counted);
    }
    assertEquals(1, at.getDouble(0), 1e-6);
    assertEquals(1, at.getDouble(1), 1e-6);
    assertTrue(evaluations[0] < 120, evaluations[0] + " evaluations");
  }

  @Test
  void lbfgs_finds_the_bottom_of_a_bowl_in_float32() {
    INDArray at = Landscapes.start();
    Lbfgs lbfgs = new Lbfgs(10, 1);
    LossFunction bowl = Landscapes.bowl();
    for (int i = 0; i < 40; i++) {
      lbfgs.step(at, bowl);
    }
    assertEquals(0, at.sub(1).normmaxNumber().doubleValue(), 1e-4);
  }

  @Test
  void lbfgs_never_ends_a_step_higher_than_it_began() {
    INDArray at = valley();
    Lbfgs lbfgs = new Lbfgs(3, 1);
    double last = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 60; i++) {
      double value = lbfgs.step(at, Landscapes.rosenbrock()).value();
      assertTrue(value <= last);
      last = value;
    }
  }

  @Test
  void lbfgs_steps_back_from_where_the_loss_is_not_finite() {
    INDArray at = Nd4j.createFromArray(new double[] {2});
    Lbfgs lbfgs = new Lbfgs(10, 50);
    LossFunction minusLogPlusX =
        p -> {
          double x = p.getDouble(0);
          return Loss.of(x - Math.log(x), Nd4j.createFromArray(new double[] {1 - 1 / x}));
        };
    for (int i = 0; i < 30; i++) {
      lbfgs.step(at, minusLogPlusX);
    }
    assertEquals(1, at.getDouble(0), 1e-5);
  }

  @Test
  void lbfgs_looks_again_where_the_parameters_were_changed_after_its_step() {
    INDArray at = Landscapes.start();
    LossFunction bowl = Landscapes.bowl();
    Lbfgs lbfgs = new Lbfgs(10, 1);
    lbfgs.step(at, bowl);
    at.muli(0.5);
    double here = bowl.at(at).value();
    assertEquals(here, lbfgs.step(at, bowl).value());
  }

  @Test
  void adam_takes_the_steps_of_the_paper() {
    double rate = 0.1;
    double beta1 = 0.8;
    double beta2 = 0.95;
    double epsilon = 0.01;
    INDArray at = Nd4j.createFromArray(new double[] {0.3, -2});
    double[] x = {0.3, -2};
    double[] m = new double[2];
    double[] v = new double[2];
    Adam adam = new Adam(rate, beta1, beta2, epsilon);
    for (int t = 1; t <= 10; t++) {
      adam.step(at, p -> Loss.of(0, p.mul(p).addi(p)));
      for (int i = 0; i < 2; i++) {
        double g = x[i] * x[i] + x[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        double mHat = m[i] / (1 - Math.pow(beta1, (double) t));
        double vHat = v[i] / (1 - Math.pow(beta2, (double) t));
        x[i] -= rate * mHat / (Math.sqrt(vHat) + epsilon);
        assertEquals(x[i], at.getDouble(i), 1e-9, "step " + t);
      }
    }
  }

  @Test
  void adam_refuses_a_state_of_another_kind() {
    Adam adam = new Adam(0.1, 0.9, 0.99, 1e-8);
    assertThrows(
        IllegalArgumentException.class, () -> adam.restore(new OptimizerState(3, Map.of())));
  }

  @ParameterizedTest
  @EnumSource
  void a_step_has_the_size_asked_for_whatever_the_gradients(GradientNorm norm) {
    for (double strength : new double[] {1e-25, 1e-6, 1, 1e15}) {
      INDArray at = Nd4j.zeros(DataType.FLOAT, 1, 3, 40, 50);
      INDArray gradient = Differences.random(1, 1, 3, 40, 50).addi(0.3);
      INDArray scaled = gradient.mul(strength).castTo(DataType.FLOAT);
      new NormalisedAscent(0.01, norm).step(at, p -> Loss.of(0, scaled));
      INDArray moved = at.castTo(DataType.DOUBLE);
      double size =
          switch (norm) {
            case STD -> moved.stdNumber(false).doubleValue();
            case MEAN_ABS -> moved.ameanNumber().doubleValue();
            case RMS -> Math.sqrt(moved.mul(moved).meanNumber().doubleValue());
          };
      assertEquals(0.01, size, 1e-6, "strength " + strength);
      assertTrue(Differences.dot(moved, gradient) < 0);
    }
  }
}
