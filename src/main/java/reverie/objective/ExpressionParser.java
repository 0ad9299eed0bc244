package reverie.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reverie.support.CloseNames;

/**
 * Reads {@code 0.2*channel:mixed4:42 + mixed5 - 0.1*tv}.
 *
 * <pre>
 * goal = [+|-] term { (+|-) term }
 * term = [number *] word { : word }
 * word = "..." | '...' | what ends at white space, + * : " or at a minus that white space follows
 * </pre>
 */
final class ExpressionParser {
  private static final Pattern WEIGHT =
      Pattern.compile("((?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*\\*");

  private final Source source;
  private final String text;
  private final ObjectiveContext context;
  private int at;

  ExpressionParser(String text, ObjectiveContext context) {
    this.source = new Source("objective", text);
    this.text = text;
    this.context = context;
  }

  /** The goal of the whole text. */
  Goal parse() {
    List<Term> terms = new ArrayList<>();
    skipSpace();
    double sign = isSign() ? sign() : 1;
    terms.add(term(sign));
    while (at < text.length()) {
      if (!isSign()) {
        throw source.error(at, "expected + or - or the end, found " + source.found(at), hint());
      }
      terms.add(term(sign()));
    }
    return new Goal(terms);
  }

  private boolean isSign() {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
  }

  private double sign() {
    double sign = text.charAt(at++) == '+' ? 1 : -1;
    skipSpace();
    return sign;
  }

  /** A term and the white space after it. */
  private Term term(double sign) {
    double weight = sign;
    Matcher matcher = WEIGHT.matcher(text).region(at, text.length());
    if (matcher.lookingAt()) {
      weight *= number(matcher.group(1));
      at = matcher.end();
      skipSpace();
    }
    int start = at;
    boolean quoted = isQuote();
    Arguments.Word first = word("a kind of objective or a layer");
    List<Arguments.Word> rest = new ArrayList<>();
    while (at < text.length() && text.charAt(at) == ':') {
      at++;
      rest.add(word("an argument"));
    }
    String written = text.substring(start, at);
    Objective objective = objective(first, quoted, rest);
    skipSpace();
    // The text is what is made larger: less of what is to be small is more of the whole.
    double wanted = objective.direction() == Direction.MAXIMISE ? weight : -weight;
    return new Term(written, wanted, objective);
  }

  private double number(String digits) {
    double value = Double.parseDouble(digits);
    if (!Double.isFinite(value)) {
      throw source.error(at, "the weight " + digits + " is too large", "Try 1.");
    }
    return value;
  }

  private Objective objective(Arguments.Word first, boolean quoted, List<Arguments.Word> rest) {
    String name = first.text();
    Set<String> kinds = ObjectiveKinds.ALL.names();
    if (!quoted && kinds.contains(name)) {
      ObjectiveKind kind = ObjectiveKinds.ALL.get(name);
      return kind.parse(new Arguments(source, kind, rest, first.index()), context);
    }
    List<String> layers = new ArrayList<>(context.graph().layerNames());
    layers.addAll(context.graph().aliases().keySet());
    if (!rest.isEmpty()) {
      throw source.error(
          first.index(),
          "unknown kind of objective '" + name + "'",
          layers.contains(name)
              ? "It is a layer: channel:" + name + ":K is one of its channels."
              : CloseNames.hint(name, kinds, "Known: " + String.join(", ", kinds) + "."));
    }
    if (layers.contains(name)) {
      return Layer.KIND.parse(
          new Arguments(source, Layer.KIND, List.of(first), first.index()), context);
    }
    Set<String> known = new TreeSet<>(layers);
    known.addAll(kinds);
    throw source.error(
        first.index(),
        "expected a layer or a kind of objective, found '" + name + "'",
        CloseNames.hint(name, known, "Kinds: " + String.join(", ", kinds) + ". " + Layers.LIST)
            + (name.indexOf('-') > 0 ? " A minus has a space after it." : ""));
  }

  private Arguments.Word word(String what) {
    int start = at;
    if (isQuote()) {
      int end = text.indexOf(text.charAt(at), at + 1);
      if (end < 0) {
        throw source.error(
            at, "a quote that does not end", "Add the other " + text.charAt(at) + ".");
      }
      at = end + 1;
      return new Arguments.Word(text.substring(start + 1, end), start);
    }
    while (at < text.length() && !endsWord(at, start)) {
      at++;
    }
    if (at == start) {
      throw source.error(
          at,
          "expected " + what + ", found " + source.found(at),
          "Such as " + Objectives.EXAMPLE + ".");
    }
    return new Arguments.Word(text.substring(start, at), start);
  }

  private boolean isQuote() {
    return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
  }

  private boolean endsWord(int index, int start) {
    char c = text.charAt(index);
    return Character.isWhitespace(c)
        || "+*:\"".indexOf(c) >= 0
        || (c == '-'
            && (index == start
                || index + 1 == text.length()
                || Character.isWhitespace(text.charAt(index + 1))));
  }

  /** What may be meant where a term has ended and no other begins. */
  private String hint() {
    String before = text.substring(0, at).strip();
    if (text.charAt(at) == '*') {
      return before.matches(".*-[\\d.eE]+")
          ? "A minus has a space after it: mixed4 - 0.1*tv."
          : "A weight comes first: 0.2*mixed5.";
    }
    return "A name with a space, +, * or : in it is quoted: \"a b\".";
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
