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
    List<StyleSet> sets = works.values().stream().distinct().toList();
    List<List<Optional<Picture>>> rows = new ArrayList<>();
    List<Optional<Picture>> row = new ArrayList<>(List.of(Optional.empty()));
    sets.forEach(set -> row.add(Optional.of(Pictures.read(set.files().get(0)))));
    rows.add(List.copyOf(row));
    Path photo = null;
    for (Batch.Job job : works.keySet()) {
      if (!job.photo().equals(photo)) {
        if (photo != null) {
          rows.add(List.copyOf(row));
        }
        row.clear();
        row.add(
            Files.exists(job.output())
                ? Optional.of(Pictures.read(job.photo()))
                : Optional.empty());
        photo = job.photo();
      }
      row.add(
          Files.exists(job.output()) ? Optional.of(Pictures.read(job.output())) : Optional.empty());
    }
    rows.add(List.copyOf(row));
    return ContactSheet.of(rows);
  }
}
