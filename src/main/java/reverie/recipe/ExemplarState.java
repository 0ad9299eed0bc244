package reverie.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import reverie.recipe.Ranking.Winner;
import reverie.support.UserException;
import reverie.weights.Safetensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;

/**
 * How far a search is: enough to go on as if it had not stopped.
 *
 * @param looked the pictures so far
 * @param rankings by layer
 */
record ExemplarState(List<Looked> looked, Map<String, Ranking> rankings) {
  private static final String KIND = "reverie exemplars state 1";

  /** Between the parts of a text; no file's name has it. */
  private static final String BETWEEN = "\0";

  /**
   * A picture that was looked at.
   *
   * @param name below the folder
   * @param bytes of its file
   * @param width as the network saw it, in pixels; 0 if it could not be looked at
   * @param height likewise
   */
  record Looked(String name, long bytes, int width, int height) {
    boolean skipped() {
      return width == 0;
    }
  }

  static ExemplarState begin(ExemplarSettings settings) {
    List<Looked> looked = new ArrayList<>();
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    settings
        .channels()
        .forEach((layer, some) -> rankings.put(layer, new Ranking(some, settings.top(), looked)));
    return new ExemplarState(looked, rankings);
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    looked.forEach(l -> names.add(l.name()));
    return names;
  }

  /** Writes a safetensors file, whole or not at all. */
  void write(Path file, String work) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    rankings.forEach((layer, ranking) -> tensors.put(layer, tensor(ranking)));
    StringBuilder pictures = new StringBuilder();
    for (Looked l : looked) {
      pictures.append(l.name()).append(BETWEEN).append(l.bytes()).append(BETWEEN);
      pictures.append(l.width()).append(BETWEEN).append(l.height()).append(BETWEEN);
    }
    Safetensors.write(
        file, tensors, Map.of("kind", KIND, "work", work, "pictures", pictures.toString()));
  }

  /** Rows of channel, value, picture, row and column: whole numbers below 2^24 are exact. */
  private static Weights.Tensor tensor(Ranking ranking) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < ranking.channels().size(); i++) {
      for (Winner w : ranking.of(i)) {
        rows.add(new float[] {i, w.value(), w.picture(), w.y(), w.x()});
      }
    }
    float[] values = new float[5 * rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, values, 5 * r, 5);
    }
    return new Weights.Tensor(new long[] {rows.size(), 5}, values);
  }

  /**
   * Reads one.
   *
   * @throws UserException if it is none, is damaged, is of another work, or of pictures that are
   *     gone or have changed
   */
  static ExemplarState read(Path file, String work, ExemplarSettings settings, Path folder) {
    Weights weights = WeightFormats.read(file);
    if (!KIND.equals(weights.metadata().get("kind"))
        || !work.equals(weights.metadata().get("work"))) {
      throw new UserException(
          file + ": the state of another search: model, layers, channels or an option differ",
          "Give the command that began it, name another folder with -o, or start anew with --force.");
    }
    ExemplarState state = begin(settings);
    try {
      String[] parts = weights.metadata().get("pictures").split(BETWEEN);
      for (int i = 0; i + 3 < parts.length; i += 4) {
        Looked looked =
            new Looked(
                parts[i],
                Long.parseLong(parts[i + 1]),
                Integer.parseInt(parts[i + 2]),
                Integer.parseInt(parts[i + 3]));
        checkUnchanged(looked, folder);
        state.looked.add(looked);
      }
      state.rankings.forEach(
          (layer, ranking) -> {
            float[] values = weights.named(layer).values();
            for (int i = 0; i < values.length; i += 5) {
              ranking.enter(
                  (int) values[i],
                  new Winner(
                      values[i + 1],
                      (int) values[i + 2],
                      (int) values[i + 3],
                      (int) values[i + 4]));
            }
          });
    } catch (NumberFormatException | NullPointerException | IndexOutOfBoundsException e) {
      throw new UserException(file + ": a damaged state", "Start anew, with --force.", e);
    }
    return state;
  }

  private static void checkUnchanged(Looked looked, Path folder) {
    Path picture = folder.resolve(looked.name());
    try {
      if (Files.size(picture) == looked.bytes()) {
        return;
      }
    } catch (IOException e) {
      // As one that has changed.
    }
    throw new UserException(
        picture + ": the picture is gone or has changed since it was looked at",
        "Put it back, or start anew with --force.");
  }
}
