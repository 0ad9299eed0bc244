package reverie.optimize;

/**
 * A step's place in a run. All count from 0.
 *
 * @param phase which phase, such as an octave or a scale
 * @param phases how many phases
 * @param step which step of the phase
 * @param stepsInPhase how many steps the phase has
 * @param total which step of the run; randomness is a function of it
 * @param totalSteps how many steps the run has
 */
public record Position(
    int phase, int phases, int step, int stepsInPhase, int total, int totalSteps) {
  /** The share of the phase's steps that are done when this one is, in (0, 1]. */
  public double progress() {
    return (step + 1.0) / stepsInPhase;
  }

  /** As a person counts: "step 38 of 120". */
  @Override
  public String toString() {
    return "step " + (total + 1) + " of " + totalSteps;
  }
}
