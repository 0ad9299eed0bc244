package reverie.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reverie.network.Graph;
import reverie.support.CloseNames;
import reverie.support.UsageException;

/**
 * The classes that a network tells apart: the channels of its layer {@value #LAYER}, the scores
 * before the softmax.
 *
 * @param count how many there are
 * @param names in the order of the scores; empty where they have numbers only. A name may be a list
 *     of synonyms, "tabby, tabby cat".
 */
public record Classes(int count, List<String> names) {
  /** The layer with a score for each class. */
  public static final String LAYER = "logits";

  /** Checks that each class has a name, or none has. */
  public Classes {
    names = List.copyOf(names);
    if (!names.isEmpty() && names.size() != count) {
      throw new IllegalArgumentException(count + " classes, " + names.size() + " names");
    }
  }

  /**
   * The classes of a network.
   *
   * @throws UsageException if it has none, naming a network that has
   */
  public static Classes of(Graph graph, List<String> names) {
    if (!graph.layerNames().contains(LAYER)) {
      throw new UsageException(
          "this network has no classes: it has no layer '" + LAYER + "'",
          "Choose one that has, such as --model lecture, which knows the ten digits.");
    }
    int count = Layers.channels(LAYER, graph).orElse(names.size());
    return new Classes(count, names.size() == count ? names : List.of());
  }

  /**
   * The class of that name or number, from 0. A name counts before a number; case does not, nor
   * whether a space is written as one or as {@code _}.
   *
   * @throws UsageException if there is none, with the close names, or if there are several
   */
  public int index(String word) {
    int[] found =
        IntStream.range(0, names.size())
            .filter(i -> synonyms(names.get(i)).anyMatch(s -> plain(s).equals(plain(word))))
            .toArray();
    if (found.length == 1) {
      return found[0];
    }
    if (found.length > 1) {
      throw new UsageException(
          "there are " + found.length + " classes named '" + word + "'",
          "Give the number: " + Arrays.toString(found).replaceAll("[\\[\\]]", "") + ".");
    }
    if (word.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(word);
      if (number < count) {
        return number;
      }
      throw new UsageException(
          "the network has " + count + " classes, found class " + number,
          "Classes are counted from 0 to " + (count - 1) + ".");
    }
    List<String> known = new ArrayList<>();
    names.forEach(name -> synonyms(name).forEach(known::add));
    throw new UsageException(
        "unknown class '" + word + "'",
        known.isEmpty()
            ? "This network's classes have no names: give a number from 0 to " + (count - 1) + "."
            : CloseNames.hint(
                word, known, "'reverie models show' lists them; a number will do as well."));
  }

  /** What a class is called, the first of its synonyms, or else its number. */
  public String name(int index) {
    return names.isEmpty()
        ? Integer.toString(index)
        : synonyms(names.get(index)).skip(1).findFirst().orElse(names.get(index));
  }

  /** The whole name, then each synonym in it. */
  private static Stream<String> synonyms(String name) {
    return name.contains(",")
        ? Stream.concat(Stream.of(name), Arrays.stream(name.split(",", -1)).map(String::strip))
        : Stream.of(name);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
  }
}
