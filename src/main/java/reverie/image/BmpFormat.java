package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Windows bitmap, 1 to 32 bits, also run-length coded. Read only. */
final class BmpFormat implements PictureFormat {
  private static final Set<Integer> HEADER_SIZES = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

  @Override
  public String name() {
    return "BMP";
  }

  @Override
  public List<String> extensions() {
    return List.of("bmp");
  }

  @Override
  public boolean recognises(byte[] head) {
    // "BM" alone may start a text: the size of the second header is looked at too.
    return startsWith(head, 0, 'B', 'M')
        && startsWith(head, 15, 0, 0, 0)
        && HEADER_SIZES.contains(head[14] & 0xff);
  }

  @Override
  public long pixelsPerByte() {
    return 128; // a run of 255 pixels takes two bytes
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    return ImageIoCodec.decode(file, this);
  }
}
