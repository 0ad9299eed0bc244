package reverie.objective;

/** Whether more of a measurement is wanted, or less. */
public enum Direction {
  /** More: an activation. */
  MAXIMISE,
  /** Less: a loss, a prior's roughness. */
  MINIMISE
}
