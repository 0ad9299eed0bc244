package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;

/** Each option of {@code caricature} does what it says. */
class CaricatureCommandTest {
  private static final EchoBench BENCH = new EchoBench("caricature");

  static Map<String, Check> table() {
    Map<String, Check> table = BENCH.table();
    table.put("caricature --power", CaricatureCommandTest::power);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** A higher power keeps to what the photo has. */
  private static void power(Workbench bench) {
    double free = EchoBench.told(BENCH.run(bench, "--steps=40", "--power=0").ends(0), "cosine");
    double kept = EchoBench.told(BENCH.run(bench, "--steps=40", "--power=4").ends(0), "cosine");
    assertTrue(kept > free + 0.01, free + ", " + kept);
    BENCH.run(bench, "--power=-1").ends(ExitCode.USAGE).says("--power: expected 0 to");
  }
}
