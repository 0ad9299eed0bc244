package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;

/** Each option of {@code invert} does what it says. */
class InvertCommandTest {
  private static final EchoBench BENCH = new EchoBench("invert");

  static Map<String, Check> table() {
    Map<String, Check> table = BENCH.table();
    table.put("invert --tv", InvertCommandTest::variation);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** More of it, less difference between neighbours. */
  private static void variation(Workbench bench) {
    double none = roughness(BENCH.painted(bench, "--steps=20", "--tv=0"));
    double much = roughness(BENCH.painted(bench, "--steps=20", "--tv=1000"));
    assertTrue(much < 0.7 * none, none + ", " + much);
    BENCH.run(bench, "--tv=-1").ends(ExitCode.USAGE).says("--tv: expected 0 to");
  }

  private static double roughness(Picture picture) {
    double sum = 0;
    for (int i = 1; i < picture.rgb().length; i++) {
      sum += Math.abs(picture.rgb()[i] - picture.rgb()[i - 1]);
    }
    return sum;
  }
}
