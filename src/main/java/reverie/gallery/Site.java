package reverie.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reverie.support.OutputFile;
import reverie.support.UserException;

/**
 * A folder of pages about a network: what each layer and each unit is after, in the manner of
 * OpenAI's Microscope. It opens from disk, needs no script and nothing from elsewhere; its pictures
 * lie in it already. The same site gives the same bytes, and a page that says what it said before
 * is left alone.
 *
 * @param model what is shown
 * @param reverie the version that made it
 * @param command the shell command that makes all of it
 * @param layers in forward order
 */
public record Site(SiteModel model, String reverie, String command, List<SiteLayer> layers) {
  /** The page to begin at. */
  public static final String FILE = "index.html";

  /** All that the pages say, for programs. */
  public static final String JSON = "gallery.json";

  private static final List<String> ASSETS = List.of("site.css", "site.js");

  /** Copies the layers, of which there may be one of each name. */
  public Site {
    layers = List.copyOf(layers);
    Set<String> seen = new HashSet<>();
    for (SiteLayer layer : layers) {
      if (!seen.add(layer.name())) {
        throw new IllegalArgumentException("two layers '" + layer.name() + "'");
      }
    }
  }

  /**
   * Writes the pages. What is in the folder from another site stays.
   *
   * @param folder with the pictures
   */
  public void write(Path folder) {
    SiteTemplates templates = new SiteTemplates();
    for (int i = 0; i < layers.size(); i++) {
      SiteLayer layer = layers.get(i);
      for (int k = 0; k < layer.units().size(); k++) {
        write(
            folder.resolve(layer.units().get(k).page(layer.name())),
            templates.unit(SiteUnitPage.of(this, layer, k)));
      }
      write(folder.resolve(layer.page()), templates.layer(SiteLayerPage.of(this, i)));
    }
    for (String asset : ASSETS) {
      write(folder.resolve(asset), asset(asset));
    }
    write(folder.resolve(JSON), SiteJson.of(this));
    // Last: where there is a front page there is all it leads to.
    write(folder.resolve(FILE), templates.index(SiteIndexPage.of(this)));
  }

  private static void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UserException(
          file + ": cannot be written: " + e.getMessage(), "Is there space and permission?", e);
    }
    OutputFile.write(file, out -> out.write(bytes));
  }

  /** A text beside this class. */
  static String asset(String name) {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
