package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ReverieCommandTest {
  @Test
  void aLineThatBeginsWithACommandHasThatOneAlone() {
    assertEquals(
        Set.of("dream"), ReverieCommand.forLine("dream", "cat.jpg").getSubcommands().keySet());
  }

  @Test
  void anyOtherLineHasAllCommands() {
    Set<String> all = ReverieCommand.forLine().getSubcommands().keySet();
    assertTrue(all.containsAll(Set.of("dream", "stylize", "bench")), all.toString());
    assertEquals(all, ReverieCommand.forLine("draem", "cat.jpg").getSubcommands().keySet());
    assertEquals(all, ReverieCommand.forLine("--help", "dream").getSubcommands().keySet());
  }

  @Test
  void librariesLoadEarlyForWhatComputesAndNotForItsHelp() {
    assertTrue(ReverieCommand.computes("dream", "cat.jpg"));
    assertFalse(ReverieCommand.computes("dream", "--help"));
    assertFalse(ReverieCommand.computes("dream"));
    assertFalse(ReverieCommand.computes("models", "show"));
    assertFalse(ReverieCommand.computes());
  }
}
