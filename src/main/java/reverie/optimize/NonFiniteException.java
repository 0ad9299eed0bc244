package reverie.optimize;

/**
 * A loss, a gradient or parameters that are NaN or infinite; nothing was changed. The step loop
 * tells the user at which step.
 */
public final class NonFiniteException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** Says what is not finite, as in "the term 'x' is NaN". */
  public NonFiniteException(String what) {
    super(what);
  }
}
