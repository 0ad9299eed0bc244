package reverie.support;

/**
 * A {@link UserException} about the words of the command rather than about a file: an unknown
 * layer, an objective that does not parse, a value out of its range. It ends the command with exit
 * code 2.
 */
public final class UsageException extends UserException {
  private static final long serialVersionUID = 1L;

  /** See {@link UserException#UserException(String, String)}. */
  public UsageException(String message, String hint) {
    super(message, hint);
  }
}
