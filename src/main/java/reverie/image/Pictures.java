package reverie.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import reverie.support.OutputFile;
import reverie.support.UserException;

/**
 * Pictures from and to files: JPEG, PNG, TIFF, WebP, GIF, BMP and PNM are read, told apart by their
 * content; JPEG, PNG and TIFF are written, by the extension of the name.
 */
public final class Pictures {
  private Pictures() {}

  /**
   * Reads a picture: upright (EXIF orientation), in sRGB (ICC profile; a damaged one is ignored),
   * its alpha set aside and not premultiplied, with the precision of its file.
   *
   * @throws UserException whatever is wrong with the file: missing, no picture, damaged, cut short,
   *     or larger than {@value SizeLimit#MOST_PIXELS} pixels or half of Java's memory
   */
  public static Picture read(Path path) {
    PictureFile file = PictureFile.read(path);
    PictureFormat format =
        PictureFormats.recognise(file.head()).orElseThrow(() -> UnknownContent.error(file));
    try {
      BufferedImage image = format.decode(file);
      return PictureDecoder.picture(image, FileMetadata.of(file, format));
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // decoders of hostile bytes throw anything
      throw new UserException(
          path + ": expected a whole " + format.name() + " picture, found " + damage(e),
          "Copy or download the file again, or repair it with a picture editor.",
          e);
    } catch (OutOfMemoryError e) {
      throw new UserException(
          path + ": there is not enough memory to read it",
          "Give Java more, as in JAVA_OPTS=-Xmx8g, or shrink the picture first.",
          e);
    }
  }

  /**
   * Writes a picture, whole or not at all, replacing a file of that name.
   *
   * @throws reverie.support.UsageException as {@link #writableFormat}
   * @throws UserException if the file cannot be written
   */
  public static void write(Picture picture, Path path, WriteOptions options) {
    WritableFormat format = PictureFormats.toWrite(path);
    OutputFile.write(path, out -> format.encode(picture, options, out));
  }

  /**
   * The name of the format that a file of that name is written in, such as "PNG"; asked before any
   * work is done for it.
   *
   * @throws reverie.support.UsageException if pictures are not written in a format of that
   *     extension, with those that are
   */
  public static String writableFormat(Path path) {
    return PictureFormats.toWrite(path).name();
  }

  /**
   * The picture files in a folder, by content and whatever their names, sorted by name; hidden
   * files and folders in it are passed over.
   *
   * @throws UserException if it is not a folder that can be read
   */
  public static List<Path> in(Path folder) {
    return in(folder, 1);
  }

  /**
   * As {@link #in}, with those in folders within it, but hidden ones; sorted by path below it.
   *
   * @throws UserException if it is not a folder that can be read
   */
  public static List<Path> below(Path folder) {
    return in(folder, Integer.MAX_VALUE);
  }

  private static List<Path> in(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          folder
              + ": expected a folder of pictures, found "
              + (Files.exists(folder) ? "a file" : "nothing"),
          "Is the name right?");
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(f -> !hidden(folder.relativize(f)))
          .filter(Files::isRegularFile)
          .filter(Pictures::isPicture)
          .sorted(Comparator.comparing(f -> folder.relativize(f).toString()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          folder + ": cannot be listed: " + e.getMessage(), "Is there permission to read it?", e);
    }
  }

  private static boolean hidden(Path below) {
    for (Path name : below) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPicture(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return PictureFormats.recognise(in.readNBytes(PictureFormats.HEAD)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String damage(Exception e) {
    if (e instanceof EOFException && e.getMessage() == null) {
      return "one that is cut short";
    }
    if (e instanceof IOException && e.getMessage() != null) {
      return "one that cannot be decoded: " + e.getMessage().lines().findFirst().orElse("");
    }
    return "a damaged one";
  }
}
