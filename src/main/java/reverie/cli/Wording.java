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

  /** Of a comparison that grows, at one size. */
  static final Wording CARICATURE = new Wording("picture", "value", true);

  /** Of a loss that falls, at one size. */
  static final Wording INVERT = new Wording("picture", "loss", false);

  double told(double loss) {
    return grows ? -loss : loss;
  }
}
