package reverie.cli;

/**
 * How a command speaks of its steps.
 *
 * @param phase what a stretch at one size is called
 * @param value what the number of a step is called
 * @param grows whether that number is to grow: it is the loss with another sign
 */
record Wording(String phase, String value, boolean grows) {
  /** Of ascent. */
  static final Wording DREAM = new Wording("octave", "value", true);

  /** Of a loss that falls. */
  static final Wording STYLIZE = new Wording("scale", "loss", false);

  double told(double loss) {
    return grows ? -loss : loss;
  }
}
