package reverie.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * The portable anymaps of Netpbm: PBM, PGM and PPM (P1 to P6), in ASCII and binary, up to 16 bits.
 * Read only.
 *
 * <p>Read here and not by Commons Imaging, which keeps the low byte only of 16-bit samples.
 */
final class PnmFormat implements PictureFormat {
  @Override
  public String name() {
    return "PNM";
  }

  @Override
  public List<String> extensions() {
    return List.of("ppm", "pgm", "pbm", "pnm");
  }

  @Override
  public boolean recognises(byte[] head) {
    if (head.length < 3 || head[0] != 'P' || head[1] < '1' || head[1] > '6') {
      return false;
    }
    int i = 2;
    while (i < head.length && isSpace(head[i])) {
      i++;
    }
    return i > 2 && i < head.length && (isDigit(head[i]) || head[i] == '#');
  }

  @Override
  public long pixelsPerByte() {
    return 8;
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    Scanner in = new Scanner(file.bytes());
    int kind = file.bytes()[1] - '0';
    boolean ascii = kind <= 3;
    boolean bits = kind == 1 || kind == 4;
    int width = in.number();
    int height = in.number();
    int most = bits ? 1 : in.number();
    if (most < 1 || most > 65535) {
      throw new IOException("expected a greatest value of 1 to 65535, found " + most);
    }
    SizeLimit.check(file, this, width, height);
    int bands = kind % 3 == 0 ? 3 : 1;
    in.position++; // exactly one white space before binary samples
    long sampleBytes =
        bits ? (width + 7L) / 8 * height : (most > 255 ? 2L : 1L) * width * height * bands;
    long there = file.bytes().length - (long) in.position;
    if (!ascii && there < sampleBytes) {
      throw new EOFException(sampleBytes + " bytes of pixels declared, " + there + " there");
    }
    int depth = most > 255 ? 16 : 8;
    int scale = depth == 16 ? 65535 : 255;
    BufferedImage image = Rasters.blank(width, height, bands, depth);
    WritableRaster raster = image.getRaster();
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        int value;
        if (bits) {
          value = 1 - (ascii ? in.digit() : in.bit(i)); // 1 is black
        } else {
          value = ascii ? in.number() : depth == 16 ? in.unsignedShort() : in.unsignedByte();
        }
        row[i] = (int) ((2L * Math.min(value, most) * scale + most) / (2L * most));
      }
      if (bits && !ascii) {
        in.position += (width + 7) / 8;
      }
      raster.setPixels(0, y, width, 1, row);
    }
    return image;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= 9 && b <= 13);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Numbers and samples from the bytes after the two of the kind. */
  private static final class Scanner {
    private final byte[] bytes;
    private int position = 2;

    Scanner(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The next byte that is neither white space nor in a comment, not taken. */
    private byte next() throws EOFException {
      while (position < bytes.length && (isSpace(bytes[position]) || bytes[position] == '#')) {
        if (bytes[position] == '#') {
          while (position < bytes.length && bytes[position] != '\n' && bytes[position] != '\r') {
            position++;
          }
        } else {
          position++;
        }
      }
      if (position >= bytes.length) {
        throw new EOFException("the data ends too early");
      }
      return bytes[position];
    }

    int number() throws IOException {
      if (!isDigit(next())) {
        throw new IOException("expected a number at byte " + position);
      }
      int value = 0;
      while (position < bytes.length && isDigit(bytes[position])) {
        value = Math.min(value * 10 + bytes[position++] - '0', 100_000_000); // no overflow
      }
      return value;
    }

    int digit() throws IOException {
      int digit = next() - '0';
      if (digit != 0 && digit != 1) {
        throw new IOException("expected 0 or 1 at byte " + position);
      }
      position++;
      return digit;
    }

    int bit(int x) {
      return (bytes[position + x / 8] >> (7 - x % 8)) & 1;
    }

    int unsignedByte() {
      return bytes[position++] & 0xff;
    }

    int unsignedShort() {
      return (unsignedByte() << 8) | unsignedByte();
    }
  }
}
