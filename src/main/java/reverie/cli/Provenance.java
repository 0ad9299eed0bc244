package reverie.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import reverie.network.EngineOptions;
import reverie.objective.Direction;
import reverie.objective.Goal;
import reverie.objective.Term;
import reverie.recipe.DreamSettings;
import reverie.zoo.Model;

/** What made a picture, as text for its file: all that its pixels depend on but the photo. */
final class Provenance {
  private Provenance() {}

  /**
   * Of a dream.
   *
   * @param smoothing the gradient filter's name
   */
  static Map<String, String> of(
      Goal goal, String model, DreamSettings s, String smoothing, EngineOptions engine) {
    List<String> made = new ArrayList<>();
    made.add("dream of " + expression(goal));
    made.add("model " + model);
    made.add("octaves " + s.octaves() + " x " + s.octaveScale());
    made.add("steps " + s.steps() + " of " + s.stepSize());
    made.add("jitter " + s.jitter());
    made.add("smooth " + smoothing);
    made.add("size " + s.size());
    made.add("seed " + s.seed());
    if (s.keepColours()) {
      made.add("keep-colors");
    }
    return of(made, engine);
  }

  /**
   * Of a command that looks into a network: its line as it was written, and the model's hash.
   *
   * @param seed of what was drawn, or empty where nothing is random
   */
  static Map<String, String> of(
      CommandSpec spec, Model model, OptionalLong seed, EngineOptions engine) {
    List<String> made = new ArrayList<>();
    made.add(command(spec));
    made.add("model " + model.name() + " sha256 " + model.hash());
    seed.ifPresent(value -> made.add("seed " + value));
    return of(made, engine);
  }

  /** The command as it was written, in one line that a shell reads alike. */
  static String command(CommandSpec spec) {
    CommandSpec top = spec.root();
    List<String> words = new ArrayList<>(List.of(top.name()));
    words.addAll(top.commandLine().getParseResult().originalArgs());
    return words.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
  }

  /** A word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Of anything: what made it, in the order of importance. */
  static Map<String, String> of(List<String> what, EngineOptions engine) {
    List<String> made = new ArrayList<>(what);
    made.add("engine " + lower(engine.kind()) + " " + lower(engine.precision()));
    Map<String, String> text = new LinkedHashMap<>();
    text.put("Software", "Reverie " + Version.number());
    text.put("Comment", String.join("; ", made));
    return text;
  }

  /** The goal as its language has it: what is made larger. */
  private static String expression(Goal goal) {
    StringBuilder text = new StringBuilder();
    for (Term term : goal.terms()) {
      boolean more = term.weight() < 0 == (term.objective().direction() == Direction.MINIMISE);
      text.append(text.isEmpty() ? (more ? "" : "-") : more ? " + " : " - ");
      double weight = Math.abs(term.weight());
      text.append(weight == 1 ? "" : weight + "*").append(term.text());
    }
    return text.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
