package reverie.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AveragePooledTest {
  private static final Graph GRAPH =
      Graph.from("image", 3)
          .add("pool", new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), false, false))
          .add("branch", new Pooling(Pooling.Type.MAX, Window.square(3, 1, 1), false, false))
          .add("both", new Concat(), "pool", "branch")
          .build();

  @Test
  void a_layer_of_the_same_name_is_the_scaled_average() {
    Graph averaged = AveragePooled.of(GRAPH);
    assertTrue(averaged.layerNames().containsAll(GRAPH.layerNames()));
    double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Features pooled =
        new ReferenceNetwork(averaged).forward(new Features(1, 3, 2, 2, values), "pool");
    for (int c = 0; c < 3; c++) {
      assertEquals(AveragePooled.SCALE * (2.5 + 4 * c), pooled.at(0, c, 0, 0), 1e-6);
    }
  }

  @Test
  void pooling_that_keeps_the_size_stays_as_it_is() {
    assertEquals(
        GRAPH.node("branch").operation(), AveragePooled.of(GRAPH).node("branch").operation());
  }
}
