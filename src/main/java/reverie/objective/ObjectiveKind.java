package reverie.objective;

/**
 * One kind of objective in the text language.
 *
 * @param name its word, such as "channel"
 * @param syntax how it is written, such as "channel:LAYER:K"
 * @param description what it measures, one line
 * @param parser makes the objective of what follows the word
 */
public record ObjectiveKind(String name, String syntax, String description, Parser parser) {
  /** Makes an objective of its arguments. */
  @FunctionalInterface
  public interface Parser {
    /**
     * The objective that the arguments describe.
     *
     * @throws reverie.support.UserException if they do not fit the kind or the model
     */
    Objective parse(Arguments arguments, ObjectiveContext context);
  }

  /** See {@link Parser#parse}. */
  public Objective parse(Arguments arguments, ObjectiveContext context) {
    return parser.parse(arguments, context);
  }
}
