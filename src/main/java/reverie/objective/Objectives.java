package reverie.objective;

import java.util.ArrayList;
import java.util.List;
import reverie.support.UsageException;

/** The text language of objectives. */
public final class Objectives {
  /** An expression that shows most of the language, for help texts. */
  public static final String EXAMPLE = "0.2*channel:mixed4:42 + mixed5 - 0.1*tv";

  private Objectives() {}

  /**
   * The goal of an expression such as {@link #EXAMPLE}: the expression is made larger as it is
   * written, so that {@code - 0.1*tv} gives the prior a weight of 0.1 in its own direction, and
   * {@code + 0.1*tv} one of -0.1. {@link #help} tells the language.
   *
   * @throws UsageException that points at a column and says what was expected there
   */
  public static Goal parse(String expression, ObjectiveContext context) {
    return new ExpressionParser(expression, context).parse();
  }

  /**
   * The goal of weighted layers, {@code mixed4,mixed5=0.5}: their mean squares, of weight 1 where
   * none is given.
   *
   * @throws UsageException that points at a column and says what was expected there
   */
  public static Goal layers(String list, ObjectiveContext context) {
    Source source = new Source("layers", list);
    List<Term> terms = new ArrayList<>();
    int start = 0;
    for (String item : list.split(",", -1)) {
      int equals = item.lastIndexOf('=');
      String name = (equals < 0 ? item : item.substring(0, equals)).strip();
      int column = start + (item.isBlank() ? 0 : item.indexOf(item.strip()));
      try {
        Layer layer = new Layer(Layers.checked(name, context.graph()));
        terms.add(
            new Term(name, equals < 0 ? 1 : weight(item.substring(equals + 1).strip()), layer));
      } catch (UsageException e) {
        throw source.error(column, e.getMessage(), e.hint());
      }
      start += item.length() + 1;
    }
    return new Goal(terms);
  }

  /**
   * The mean square of one layer, as large as can be, without asking whether the network has it.
   */
  public static Goal meanSquare(String layer) {
    return Goal.of(layer, new Layer(layer));
  }

  private static double weight(String text) {
    try {
      double weight = Double.parseDouble(text);
      if (Double.isFinite(weight)) {
        return weight;
      }
    } catch (NumberFormatException e) {
      // Reported below, as an infinite number is.
    }
    throw new UsageException(
        "expected a number after =, found '" + text + "'", "Such as mixed4=1,mixed5=0.5.");
  }

  /** That layer or path, which has no double quote in it, as a word, in quotes if it needs them. */
  public static String word(String name) {
    return name.matches("[A-Za-z_0-9./](?:[A-Za-z_0-9./=,]|-(?=.))*")
            && !ObjectiveKinds.ALL.names().contains(name)
        ? name
        : '"' + name + '"';
  }

  /** The language in some lines for {@code --help}, each kind with its syntax. */
  public static String help() {
    int width =
        ObjectiveKinds.ALL.all().stream().mapToInt(k -> k.syntax().length()).max().orElse(0);
    StringBuilder help = new StringBuilder();
    help.append("An objective is a sum of terms, which is made larger: ")
        .append(EXAMPLE)
        .append('\n');
    for (ObjectiveKind kind : ObjectiveKinds.ALL.all()) {
      help.append("  ").append(kind.syntax());
      help.append(" ".repeat(width - kind.syntax().length() + 2));
      help.append(kind.description()).append('\n');
    }
    help.append("What is better small is subtracted: the picture's tv, l1, l2.\n");
    help.append("A minus between terms has a space after it, as names may hold one: a-1 - b.\n");
    help.append("A name or path with spaces, + * or : is put in quotes, \"a b\" or 'a b'.\n");
    return help.toString();
  }
}
