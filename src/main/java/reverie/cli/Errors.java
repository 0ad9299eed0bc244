package reverie.cli;

import java.io.PrintWriter;
import reverie.support.UserException;

/** How a user's problem is told: what, then what to do; no stack trace. */
final class Errors {
  private Errors() {}

  static void print(PrintWriter err, String who, UserException problem) {
    err.println(who + ": " + problem.getMessage());
    if (!problem.hint().isEmpty()) {
      err.println("  " + problem.hint());
    }
  }
}
