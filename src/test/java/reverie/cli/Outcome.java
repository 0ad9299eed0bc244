package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did, run within this process.
 *
 * @param code its exit code
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
record Outcome(int code, String out, String err) {
  /** Runs a command, word by word. A problem of the user's is never told by a stack trace. */
  static Outcome of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new Main(new PrintWriter(out), new PrintWriter(err)).run(words);
    Outcome outcome = new Outcome(code, out.toString(), err.toString());
    assertFalse(
        outcome.err().contains("\tat ") || outcome.err().contains("Exception"), outcome.err());
    return outcome;
  }

  /** This outcome, which must have that exit code. */
  Outcome ends(int expected) {
    assertEquals(expected, code, () -> "exit code; out: " + out + "err: " + err);
    return this;
  }

  /** This outcome, whose standard error must have these texts. */
  Outcome says(String... texts) {
    for (String text : texts) {
      assertTrue(err.contains(text), () -> "expected '" + text + "' in: " + err);
    }
    return this;
  }
}
