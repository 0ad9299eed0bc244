package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.apache.commons.imaging.AbstractImageParser;
import org.apache.commons.imaging.formats.webp.WebPImageParser;

/** WebP, lossy and lossless, with alpha; of an animation the first frame. Read only. */
final class WebpFormat implements PictureFormat {
  @Override
  public String name() {
    return "WebP";
  }

  @Override
  public List<String> extensions() {
    return List.of("webp");
  }

  @Override
  public boolean recognises(byte[] head) {
    return startsWith(head, 0, 'R', 'I', 'F', 'F') && startsWith(head, 8, 'W', 'E', 'B', 'P');
  }

  @Override
  public long pixelsPerByte() {
    return 1 << 24; // one colour all over takes no bits at all, and there are at most 2^28 pixels
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    long declared =
        8 + (ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL);
    if (declared > file.bytes().length) { // the reader fills what is missing and does not tell
      throw new EOFException(declared + " bytes declared, " + file.bytes().length + " there");
    }
    return ImageIoCodec.decode(file, this);
  }

  @Override
  public Optional<AbstractImageParser<?>> metadataParser() {
    return Optional.of(new WebPImageParser());
  }
}
