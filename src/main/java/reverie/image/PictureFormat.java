package reverie.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.imaging.AbstractImageParser;

/**
 * A picture file format. A new one is one file and one line in {@link PictureFormats#ALL}; the
 * contract test there covers it. One that can be written too is a {@link WritableFormat}.
 */
interface PictureFormat {
  /** What people call it, such as "PNG". */
  String name();

  /** The file name extensions it goes by, in lower case, the usual one first. */
  List<String> extensions();

  /**
   * Whether a file is of this format, told by its content and not by its name.
   *
   * @param head the first {@link PictureFormats#HEAD} bytes of the file, or all of a shorter one
   */
  boolean recognises(byte[] head);

  /**
   * The most pixels that one byte of such a file can stand for, a generous bound: a header that
   * claims more is not believed, and no memory is taken for it.
   */
  long pixelsPerByte();

  /**
   * The pixels as the file has them: neither turned upright nor brought to sRGB. Size and memory
   * are checked before they are taken.
   *
   * @throws IOException or a RuntimeException if the file is not whole; the caller tells the user
   * @throws reverie.support.UserException if it is too large
   */
  BufferedImage decode(PictureFile file) throws IOException;

  /** What finds orientation and colour profile in such a file, if it can have any. */
  default Optional<AbstractImageParser<?>> metadataParser() {
    return Optional.empty();
  }
}
