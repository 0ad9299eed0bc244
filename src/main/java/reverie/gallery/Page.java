package reverie.gallery;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import reverie.support.OutputFile;

/**
 * A page of results that lie in its folder. All text is escaped.
 *
 * @param title of the page
 * @param paragraphs under the title
 * @param sections in their order
 */
public record Page(String title, List<String> paragraphs, List<Section> sections) {
  /** The file in the folder. */
  public static final String FILE = "index.html";

  private static final String TEMPLATE = "page.mustache";

  /** Copies the lists. */
  public Page {
    paragraphs = List.copyOf(paragraphs);
    sections = List.copyOf(sections);
  }

  /**
   * A part of a page.
   *
   * @param heading over it
   * @param paragraphs under the heading
   * @param items side by side, as many as fit
   */
  public record Section(String heading, List<String> paragraphs, List<Item> items) {
    /** Copies the lists. */
    public Section {
      paragraphs = List.copyOf(paragraphs);
      items = List.copyOf(items);
    }
  }

  /** Something to look at, with words under it. */
  public sealed interface Item permits Figure, NumberGrid, Wiring {
    /** Itself, if it is a picture, for the template. */
    default Figure figure() {
      return this instanceof Figure figure ? figure : null;
    }

    /** Itself, if it is a table of numbers, for the template. */
    default NumberGrid grid() {
      return this instanceof NumberGrid grid ? grid : null;
    }

    /** Itself, if it is a drawing of connections, for the template. */
    default Wiring wiring() {
      return this instanceof Wiring wiring ? wiring : null;
    }
  }

  /**
   * A picture file.
   *
   * @param file relative to the page, such as "conv2/07.png"
   * @param width that it is shown at, in pixels
   * @param captions lines under it
   */
  public record Figure(String file, int width, List<String> captions) implements Item {
    /** Copies the lines. */
    public Figure {
      captions = List.copyOf(captions);
    }
  }

  /**
   * Writes the page.
   *
   * @param folder with the pictures; the page becomes its {@value #FILE}
   */
  public void write(Path folder) {
    OutputFile.write(
        folder.resolve(FILE), out -> out.write(html().getBytes(StandardCharsets.UTF_8)));
  }

  /** The page's text. */
  String html() {
    try (InputStream in = Page.class.getResourceAsStream(TEMPLATE);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Template template = Mustache.compiler().escapeHTML(true).compile(reader);
      return template.execute(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
