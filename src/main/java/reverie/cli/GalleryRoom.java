package reverie.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.network.EngineOptions;
import reverie.recipe.VisualizeSettings;
import reverie.support.Folders;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.zoo.Model;

/**
 * The folder of a gallery: what was made for it, by which settings, and the commands that make each
 * picture alone.
 */
final class GalleryRoom {
  private static final String SETTINGS = "settings.txt";

  private final Path folder;
  private final Model model;
  private final VisualizeSettings settings;
  private final EngineOptions engine;
  private final String network;

  private GalleryRoom(
      Path folder, Model model, VisualizeSettings settings, EngineOptions engine, String network) {
    this.folder = folder;
    this.model = model;
    this.settings = settings;
    this.engine = engine;
    this.network = network;
  }

  /**
   * Opens a folder.
   *
   * @param again whether all pictures are to be made anew
   * @throws UsageException if it has pictures of another network or of other settings
   */
  static GalleryRoom open(
      Path folder,
      Model model,
      VisualizeSettings settings,
      EngineOptions engine,
      ModelArgument network,
      boolean again) {
    GalleryRoom room = new GalleryRoom(folder, model, settings, engine, network.options());
    String now = room.text();
    Path file = folder.resolve(SETTINGS);
    if (Files.exists(file) && !again && !read(file).equals(now)) {
      throw new UsageException(
          folder + ": a gallery of another network or of other settings",
          "Choose another folder with -o, or make all its pictures again with --force.");
    }
    if (again) {
      room.forget();
    }
    byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
    OutputFile.write(file, out -> out.write(bytes));
    return room;
  }

  private String text() {
    return "Reverie %s%nmodel %s sha256 %s%nsize %d, steps %d, seed %d%nengine %s%n"
        .formatted(
            Version.number(),
            model.name(),
            model.hash(),
            settings.size(),
            settings.steps(),
            settings.seed(),
            engine);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), "", e);
    }
  }

  /** Removes the pictures that were made before. */
  private void forget() {
    for (Path file : Files.isDirectory(folder) ? Pictures.below(folder) : List.<Path>of()) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UserException(file + ": cannot be removed: " + e.getMessage(), "", e);
      }
    }
  }

  /** Whether a picture is there already. */
  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /** A picture that is there, as its file has it. */
  Picture read(String file) {
    return Pictures.read(folder.resolve(file));
  }

  /** Saves a picture with the command that makes it again. */
  void write(Picture picture, String file, String command) {
    Path path = folder.resolve(file);
    Folders.made(path.toAbsolutePath().getParent());
    Map<String, String> text =
        Provenance.of(
            List.of(
                command,
                "model " + model.name() + " sha256 " + model.hash(),
                "seed " + settings.seed()),
            engine);
    Pictures.write(picture, path, WriteOptions.DEFAULT.withText(text));
  }

  /** A file of the folder. */
  Path path(String file) {
    return folder.resolve(file);
  }

  /** A command about this gallery's network, all its words given. */
  String visualize(int side, String... words) {
    List<String> all = new ArrayList<>(List.of("reverie", "visualize"));
    all.addAll(List.of(words));
    all.add("--model " + network);
    all.add("--size " + side);
    if (settings.steps() > 0) {
      all.add("--steps " + settings.steps());
    }
    all.add("--seed " + settings.seed());
    return String.join(" ", all);
  }

  /** The network as the command line names it. */
  String network() {
    return network;
  }
}
