package reverie.image;

import java.io.IOException;
import java.io.OutputStream;

/** A format that pictures are written in. */
interface WritableFormat extends PictureFormat {
  /**
   * Writes a whole file. The same picture and options always give the same bytes.
   *
   * @throws IOException only if {@code out} does
   */
  void encode(Picture picture, WriteOptions options, OutputStream out) throws IOException;
}
