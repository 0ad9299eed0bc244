package reverie.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reverie.network.Input;
import reverie.network.Operation;

class KernelsTest {
  @Test
  void every_operation_but_the_input_has_a_kernel() {
    Set<Class<?>> operations =
        new HashSet<>(Arrays.asList(Operation.class.getPermittedSubclasses()));
    operations.remove(Input.class);
    assertEquals(operations, Kernels.operations());
  }
}
