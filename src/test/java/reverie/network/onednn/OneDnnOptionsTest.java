package reverie.network.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Precision;
import reverie.support.UserException;
import reverie.zoo.Models;

/** Precision, threads and memory of the oneDNN engine, on the embedded network. */
class OneDnnOptionsTest {
  private static final Graph TRUNK = Models.load(Models.DEFAULT).graph();
  private static final Set<String> TAPS = Set.of("mixed0", "mixed2");

  private static INDArray image() {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.rand(DataType.FLOAT, 1, 3, 120, 100).muli(2).subi(1);
  }

  private static float[] gradient(Precision precision, int threads) {
    EngineOptions options = new EngineOptions(EngineOptions.Kind.ONEDNN, threads, precision);
    try (Network network = OneDnnEngine.compile(TRUNK, options);
        ForwardPass pass = network.forward(image(), TAPS)) {
      Map<String, INDArray> gradients =
          Map.of(
              "mixed0", pass.activations().of("mixed0").dup('c'),
              "mixed2", pass.activations().of("mixed2").dup('c'));
      return pass.backward(gradients).reshape(-1).toFloatVector();
    }
  }

  @Test
  void bf16_gradients_point_the_same_way_but_are_not_the_same() {
    float[] full = gradient(Precision.F32, 0);
    float[] draft = gradient(Precision.BF16, 0);
    assertFalse(Arrays.equals(full, draft));
    assertTrue(cosine(full, draft) > 0.95, "cosine " + cosine(full, draft));
  }

  @Test
  void one_two_and_three_threads_give_the_same_bytes_in_the_first_half_of_the_trunk() {
    float[] one = gradient(Precision.F32, 1);
    assertArrayEquals(one, gradient(Precision.F32, 2));
    assertArrayEquals(one, gradient(Precision.F32, 3));
  }

  @Test
  void what_does_not_fit_the_machine_is_refused_before_it_is_taken() {
    try (Network network = OneDnnEngine.compile(TRUNK, EngineOptions.DEFAULT)) {
      UserException refused =
          assertThrows(UserException.class, () -> network.reserve(1, 60_000, 60_000, TAPS));
      assertTrue(refused.getMessage().contains("60000x60000"), refused.getMessage());
    }
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
