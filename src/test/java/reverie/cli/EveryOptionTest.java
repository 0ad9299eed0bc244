package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** No option is without a test of what it does. */
class EveryOptionTest {
  @Test
  void every_option_of_every_command_is_in_a_table_and_no_other() {
    Set<String> tested = new TreeSet<>(DreamOptionsTest.table().keySet());
    tested.addAll(StylizeFilesTest.table().keySet());
    tested.addAll(StylizeOptionsTest.table().keySet());
    tested.addAll(CommandOptionsTest.table().keySet());
    tested.addAll(ActivationSheetTest.table().keySet());
    tested.addAll(ExemplarsCommandTest.table().keySet());
    tested.addAll(InspectCommandTest.table().keySet());
    tested.addAll(FiltersCommandTest.table().keySet());
    tested.addAll(VisualizeCommandTest.table().keySet());
    tested.addAll(GalleryCommandTest.table().keySet());
    tested.addAll(SaliencyCommandTest.table().keySet());
    tested.addAll(CaricatureCommandTest.table().keySet());
    tested.addAll(InvertCommandTest.table().keySet());
    tested.addAll(ModelsCommandTest.table().keySet());
    tested.addAll(FoolOptionsTest.table().keySet());
    tested.addAll(LectureOptionsTest.table().keySet());
    Set<String> known = new TreeSet<>();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    collect("", new Main(nowhere, nowhere).commandLine(), known);
    assertEquals(known, tested);
  }

  /** "dream --steps", without the program's name. */
  private static void collect(String command, CommandLine line, Set<String> options) {
    line
        .getCommandSpec()
        .options()
        // Help and version are of every command alike: CommandOptionsTest asks all of them.
        .stream()
        .filter(o -> !o.usageHelp() && !o.versionHelp())
        .forEach(o -> options.add((command + " " + o.longestName()).strip()));
    line.getSubcommands()
        .forEach((name, sub) -> collect((command + " " + name).strip(), sub, options));
  }
}
