package reverie.objective;

import reverie.support.UsageException;

/**
 * The text that is parsed, to point at places in it.
 *
 * @param noun what the text is, such as "objective"
 * @param text all of it
 */
record Source(String noun, String text) {
  /** An error at a place of the text, {@code index} counted from 0, shown counted from 1. */
  UsageException error(int index, String message, String hint) {
    return new UsageException(
        noun + " '" + text + "', column " + (index + 1) + ": " + message, hint);
  }

  /** What stands at a place, for "expected ..., found ...". */
  String found(int index) {
    return index < text.length() ? "'" + text.charAt(index) + "'" : "the end";
  }
}
