package reverie.objective;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import reverie.support.UsageException;

/**
 * The words that follow a kind of objective, as in {@code channel:mixed4:42}; what is wrong with
 * one is reported at its column.
 */
public final class Arguments {
  /**
   * A word between colons.
   *
   * @param text the word, without its quotes
   * @param index where it starts, from 0
   */
  record Word(String text, int index) {}

  private final Source source;
  private final ObjectiveKind kind;
  private final List<Word> words;
  private final int start;

  /**
   * The arguments of one term.
   *
   * @param start where the term starts in the source, from 0
   */
  Arguments(Source source, ObjectiveKind kind, List<Word> words, int start) {
    this.source = source;
    this.kind = kind;
    this.words = List.copyOf(words);
    this.start = start;
  }

  /** How many there are. */
  public int size() {
    return words.size();
  }

  /**
   * Refuses another number of arguments.
   *
   * @throws UsageException that shows the kind's syntax
   */
  public void expect(int least, int most) {
    if (size() < least || size() > most) {
      throw source.error(
          start,
          "expected "
              + kind.syntax()
              + ", found "
              + (size() == 0 ? "no" : String.valueOf(size()))
              + (size() == 1 ? " argument" : " arguments"),
          "A name with a colon in it is quoted: \"a:b\".");
    }
  }

  /** The word at that place, from 0. */
  public String word(int i) {
    return words.get(i).text();
  }

  /**
   * The words before that place as the path of a file; they are more than one where the path itself
   * has colons, as {@code C:\\cat.jpg} has.
   */
  public Path path(int end) {
    String path = words.stream().limit(end).map(Word::text).collect(Collectors.joining(":"));
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw error(0, "'" + path + "' is no path: " + e.getReason(), "Quote it if it has spaces.");
    }
  }

  /** The word at that place as a layer of the network. */
  public String layer(int i, ObjectiveContext context) {
    try {
      return Layers.checked(word(i), context.graph());
    } catch (UsageException e) {
      throw error(i, e.getMessage(), e.hint());
    }
  }

  /** The word at that place as a channel of that layer, counted from 0. */
  public int channel(int i, String layer, ObjectiveContext context) {
    return channel(i, word(i), layer, context);
  }

  /** A part of the word at that place as a channel of that layer, counted from 0. */
  public int channel(int i, String text, String layer, ObjectiveContext context) {
    int channel = whole(i, text, "a channel number");
    try {
      Layers.channels(layer, context.graph())
          .ifPresent(channels -> Layers.checkChannel(layer, channel, channels));
    } catch (UsageException e) {
      throw error(i, e.getMessage(), e.hint());
    }
    return channel;
  }

  /** The word at that place as a whole number of 0 or more. */
  public int whole(int i, String what) {
    return whole(i, word(i), what);
  }

  private int whole(int i, String text, String what) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a negative number is.
    }
    throw error(
        i, "expected " + what + ", found '" + text + "'", "Write it as " + kind.syntax() + ".");
  }

  /** The word at that place, where there is one, as a level of grey in [0, 1]; else mid-grey. */
  double level(int i) {
    double level = i < size() ? number(i, word(i), "a level from 0 to 1") : 0.5;
    if (level < 0 || level > 1) {
      throw error(
          i, "expected a level from 0 to 1, found '" + word(i) + "'", "0 is black, 0.5 mid-grey.");
    }
    return level;
  }

  /** A part of the word at that place as a finite number. */
  public double number(int i, String text, String what) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as an infinite number is.
    }
    throw error(
        i, "expected " + what + ", found '" + text + "'", "Write it as " + kind.syntax() + ".");
  }

  /** An error about the word at that place. */
  public UsageException error(int i, String message, String hint) {
    return source.error(words.get(i).index(), message, hint);
  }
}
