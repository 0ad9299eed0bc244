package reverie.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.recipe.Style;
import reverie.support.UsageException;
import reverie.support.UserException;

/**
 * Styles that are painted together.
 *
 * @param files their pictures
 */
record StyleSet(List<Path> files) {
  /** The sets of a {@code --style}: each picture of a folder, or all that are named together. */
  static List<StyleSet> of(String text) {
    Path whole = Path.of(text);
    if (Files.isDirectory(whole)) {
      List<StyleSet> sets = new ArrayList<>();
      Pictures.in(whole).forEach(file -> sets.add(new StyleSet(List.of(file))));
      if (sets.isEmpty()) {
        throw new UserException(whole + ": expected pictures in this folder, found none", "");
      }
      return sets;
    }
    if (Files.exists(whole)) {
      return List.of(new StyleSet(List.of(whole))); // A comma may be part of a name.
    }
    List<Path> files = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (name.isBlank()) {
        throw new UsageException("--style: a name is missing in '" + text + "'", "");
      }
      files.add(Path.of(name.strip()));
    }
    return List.of(new StyleSet(List.copyOf(files)));
  }

  /** What results are called after them, such as "starry-brick". */
  String name() {
    return files.stream().map(Batch::stem).collect(Collectors.joining("-"));
  }

  /** Refuses weights and masks that do not fit. */
  void check(List<Double> weights, List<Path> masks) {
    if (weights != null && weights.size() != files.size()) {
      throw new UsageException(
          "--style-weights: expected " + files.size() + ", found " + weights.size(),
          "One for each picture of --style, in their order.");
    }
    if (weights != null
        && (weights.stream().anyMatch(w -> !(w >= 0) || w.isInfinite())
            || weights.stream().mapToDouble(w -> w).sum() == 0)) {
      throw new UsageException(
          "--style-weights: expected numbers of 0 or more, not all 0, found " + weights, "");
    }
    if (masks != null && masks.size() != 1 && masks.size() != files.size()) {
      throw new UsageException(
          "--mask: expected 1 or " + files.size() + ", found " + masks.size(),
          "One for all styles, or one for each, in their order.");
    }
  }

  /** Reads them. */
  List<Style> read(List<Double> weights, List<Path> masks) {
    List<Optional<Picture>> read = new ArrayList<>();
    if (masks != null) {
      masks.forEach(mask -> read.add(Optional.of(Pictures.read(mask))));
    }
    List<Style> styles = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Optional<Picture> mask =
          read.isEmpty() ? Optional.empty() : read.get(Math.min(i, read.size() - 1));
      styles.add(
          new Style(Pictures.read(files.get(i)), weights == null ? 1 : weights.get(i), mask));
    }
    return styles;
  }
}
