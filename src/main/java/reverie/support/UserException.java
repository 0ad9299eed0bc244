package reverie.support;

import java.util.Objects;

/**
 * A problem that the user can mend: a file, a model, a value. Its message names the thing, the
 * place, what was expected and what was found; its hint says what to do. It is shown without a
 * stack trace, and ends the command with exit code 3.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A problem and its remedy.
   *
   * @param message the thing, the place, expected, found; one line
   * @param hint what to do about it; one line, or empty
   */
  public UserException(String message, String hint) {
    this(message, hint, null);
  }

  /**
   * As {@link #UserException(String, String)}, keeping the cause for {@code --verbose} and for
   * debuggers.
   */
  public UserException(String message, String hint, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.hint = Objects.requireNonNull(hint);
  }

  /** What to do about it; empty where the message says it all. */
  public String hint() {
    return hint;
  }
}
