package reverie.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reverie.gallery.ContactSheet;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.support.UsageException;

/**
 * Photos times styles, and where each painting goes.
 *
 * @param works what is painted in which style, photo by photo
 */
record StyleGrid(Map<Batch.Job, StyleSet> works) {
  private static final String SHEET = "contact-sheet.jpg";

  /**
   * All of them.
   *
   * @param output a file for one painting, a folder for several; null: the working folder
   */
  static StyleGrid of(List<Path> photos, List<StyleSet> sets, String output) {
    List<List<Batch.Job>> byStyle = new ArrayList<>();
    for (StyleSet set : sets) {
      byStyle.add(Batch.of(photos, output, "-" + set.name() + ".png").jobs());
    }
    Map<Batch.Job, StyleSet> works = new LinkedHashMap<>();
    for (int photo = 0; photo < byStyle.get(0).size(); photo++) {
      for (int style = 0; style < sets.size(); style++) {
        if (works.put(byStyle.get(style).get(photo), sets.get(style)) != null) {
          throw new UsageException(
              "-o " + output + ": one file, for " + sets.size() + " styles",
              "Name a folder: -o " + output + "/");
        }
      }
    }
    return new StyleGrid(works);
  }

  Batch batch() {
    return new Batch(List.copyOf(works.keySet()));
  }

  StyleSet styles(Batch.Job job) {
    return works.get(job);
  }

  /** Where the contact sheet goes, if there are several paintings. */
  Optional<Path> sheet() {
    return works.size() < 2
        ? Optional.empty()
        : Optional.of(works.keySet().iterator().next().output().resolveSibling(SHEET));
  }

  /** A row for each photo, a column for each style; what was not painted is left empty. */
  Picture contactSheet() {
    List<Optional<Picture>> styles = new ArrayList<>(List.of(Optional.empty()));
    for (StyleSet set : works.values().stream().distinct().toList()) {
      boolean painted =
          works.entrySet().stream()
              .anyMatch(w -> w.getValue().equals(set) && Files.exists(w.getKey().output()));
      styles.add(painted ? small(set.files().get(0)) : Optional.empty());
    }
    Map<Path, List<Optional<Picture>>> rows = new LinkedHashMap<>();
    for (Batch.Job job : works.keySet()) {
      boolean painted = Files.exists(job.output());
      List<Optional<Picture>> row =
          rows.computeIfAbsent(job.photo(), p -> new ArrayList<>(List.of(Optional.empty())));
      if (painted && row.get(0).isEmpty()) {
        row.set(0, small(job.photo()));
      }
      row.add(painted ? small(job.output()) : Optional.empty());
    }
    List<List<Optional<Picture>>> all = new ArrayList<>(List.of(styles));
    all.addAll(rows.values());
    return ContactSheet.of(all);
  }

  private static Optional<Picture> small(Path picture) {
    return Optional.of(ContactSheet.small(Pictures.read(picture)));
  }
}
