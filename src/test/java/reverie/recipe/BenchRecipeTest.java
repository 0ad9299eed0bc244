package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reverie.network.EngineOptions;

class BenchRecipeTest {
  @ParameterizedTest
  @EnumSource
  void each_workload_is_timed_step_by_step(Workload workload) {
    BenchRecipe.Result result =
        new BenchRecipe().run(new BenchRecipe.Settings(workload, 48, 32, 3, EngineOptions.DEFAULT));
    assertEquals(3, result.milliseconds().size());
    assertTrue(result.milliseconds().get(0) > 0, result.toString());
    assertEquals(result.milliseconds().get(1), result.medianMs());
  }

  @ParameterizedTest
  @CsvSource({
    // VGG-19's convolutions (Simonyan and Zisserman 2014) without the last three.
    "STYLE, 12944960",
    // GoogLeNet's (Szegedy et al. 2015) to 4c: 9472 + 4160 + 110784, then five modules.
    "DREAM, 2012288"
  })
  void the_networks_are_the_published_ones(Workload workload, long parameters) {
    long found =
        workload.graph(1).nodes().stream().mapToLong(n -> n.operation().parameters()).sum();
    assertEquals(parameters, found);
  }
}
