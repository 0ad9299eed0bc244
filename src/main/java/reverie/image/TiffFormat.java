package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.apache.commons.imaging.AbstractImageParser;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;

/**
 * TIFF. Read: the first page, 1 to 32 bits, palette, grey, RGB, CMYK, alpha, any common
 * compression. Written: RGB or RGBA of 8 or 16 bits, Deflate.
 */
final class TiffFormat implements WritableFormat {
  @Override
  public String name() {
    return "TIFF";
  }

  @Override
  public List<String> extensions() {
    return List.of("tif", "tiff");
  }

  @Override
  public boolean recognises(byte[] head) {
    return startsWith(head, 0, 'I', 'I', 42, 0)
        || startsWith(head, 0, 'M', 'M', 0, 42)
        || startsWith(head, 0, 'I', 'I', 43, 0) // BigTIFF
        || startsWith(head, 0, 'M', 'M', 0, 43);
  }

  @Override
  public long pixelsPerByte() {
    return 1 << 19; // a white row of a fax takes one bit, at 65535 pixels a row
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    return ImageIoCodec.decode(file, this);
  }

  @Override
  public Optional<AbstractImageParser<?>> metadataParser() {
    return Optional.of(new TiffImageParser());
  }

  @Override
  public void encode(Picture picture, WriteOptions options, OutputStream out) throws IOException {
    ImageWriter writer = ImageIoCodec.writer("tiff");
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType("Deflate");
    BufferedImage image = Rasters.image(picture, options.bitsFor(picture));
    ImageIoCodec.encode(writer, ImageIoCodec.withMetadata(image, null), parameters, out);
  }
}
