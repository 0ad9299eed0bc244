package reverie.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import reverie.gallery.PixelSheet;
import reverie.gallery.Tile;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Exemplar;
import reverie.recipe.ExemplarSettings;
import reverie.recipe.Exemplars;
import reverie.support.Folders;
import reverie.support.OutputFile;
import reverie.support.UserException;
import reverie.zoo.Model;

/**
 * What a search for exemplars leaves in a folder: crops, sheets and, last of all, exemplars.json;
 * on the way its state.
 *
 * @param folder that is there
 */
record ExemplarFiles(Path folder) {
  /** Longest side of a layer's largest crop on a sheet, in pixels; all have its scale. */
  private static final int SIDE = 128;

  private static final int GAP = 4;

  /** Channels of a sheet; more go on to another. */
  private static final int ROWS = 32;

  /** How far the search is. */
  Path state() {
    return folder.resolve("exemplars.state");
  }

  private Path json() {
    return folder.resolve("exemplars.json");
  }

  /** A layer's name as a file's. */
  private static String plain(String layer) {
    return layer.replaceAll("[^\\w.-]", "-").replaceAll("^\\.+", "-");
  }

  /** The file of a crop, below the folder. */
  static String crop(Exemplar e) {
    return plain(e.layer()) + "/" + e.channel() + "-" + e.rank() + ".png";
  }

  private Path sheet(String layer, int number) {
    return folder.resolve(plain(layer) + (number == 1 ? "" : "-" + number) + ".png");
  }

  /**
   * Refuses to replace what an earlier search wrote, or makes way for a new one.
   *
   * @throws UserException if there is something, no search to go on with, and no {@code force}
   */
  void prepare(Set<String> layers, boolean force) {
    if (force) {
      remove(json());
      remove(state());
    } else if (!Files.exists(state())) {
      OutputFile.check(json(), false);
      for (String layer : layers) {
        OutputFile.check(sheet(layer, 1), false);
        if (Files.exists(folder.resolve(plain(layer)))) {
          throw new UserException(
              folder.resolve(plain(layer)) + ": exists already",
              "Add --force to write into it, or choose another folder with -o.");
        }
      }
    }
  }

  /** Writes everything; returns what is to be told: the sheets and the list. */
  List<Path> write(
      Exemplars found, ExemplarSettings settings, Model model, Map<String, String> made) {
    for (String layer : settings.channels().keySet()) {
      removeCrops(Folders.made(folder.resolve(plain(layer))));
    }
    found.crops(
        (e, picture) -> Pictures.write(picture, folder.resolve(crop(e)), WriteOptions.DEFAULT));
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> layer : settings.channels().entrySet()) {
      List<Integer> channels = layer.getValue();
      for (int from = 0; from < channels.size(); from += ROWS) {
        List<Integer> rows = channels.subList(from, Math.min(channels.size(), from + ROWS));
        Path sheet = sheet(layer.getKey(), from / ROWS + 1);
        Pictures.write(
            sheet(found, layer.getKey(), rows, settings.top()),
            sheet,
            WriteOptions.DEFAULT.withText(made));
        written.add(sheet);
      }
    }
    ExemplarsJson json = new ExemplarsJson(found, settings, model);
    OutputFile.write(json(), json::write);
    written.add(json());
    remove(state());
    return written;
  }

  /** A row a channel; of crops that were written, so that few are in memory. */
  private Picture sheet(Exemplars found, String layer, List<Integer> channels, int columns) {
    int longest =
        found.all().stream()
            .filter(e -> e.layer().equals(layer))
            .mapToInt(e -> Math.max(e.rectangle().width(), e.rectangle().height()))
            .max()
            .orElse(1);
    List<Picture> tiles = new ArrayList<>();
    for (int channel : channels) {
      List<Exemplar> row = found.of(layer, channel);
      row.forEach(e -> tiles.add(Tile.of(Pictures.read(folder.resolve(crop(e))), SIDE, longest)));
      for (int empty = row.size(); empty < columns; empty++) {
        tiles.add(Picture.of(1, 1, new float[] {1, 1, 1}));
      }
    }
    return PixelSheet.of(tiles, columns, 1, GAP);
  }

  /** Those of an earlier search that may have found more. */
  private static void removeCrops(Path layer) {
    try (Stream<Path> files = Files.list(layer)) {
      files
          .filter(f -> f.getFileName().toString().matches("\\d+-\\d+\\.png"))
          .forEach(ExemplarFiles::remove);
    } catch (IOException e) {
      throw new UserException(layer + ": cannot be listed: " + e.getMessage(), "", e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserException(
          file + ": cannot be removed: " + e.getMessage(), "Choose another folder with -o.", e);
    }
  }
}
