package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.apache.commons.imaging.AbstractImageParser;
import org.apache.commons.imaging.formats.png.PngImageParser;

/**
 * PNG. Read: 1 to 16 bits, palette, grey, alpha, interlaced. Written: RGB or RGBA of 8 or 16 bits,
 * marked as sRGB, with text chunks (tEXt, or iTXt where the text is more than ASCII).
 *
 * <p>A gamma or chromaticities without a profile are ignored, as most programs do.
 */
final class PngFormat implements WritableFormat {
  private static final String METADATA = "javax_imageio_png_1.0";

  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public List<String> extensions() {
    return List.of("png");
  }

  @Override
  public boolean recognises(byte[] head) {
    return startsWith(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Override
  public long pixelsPerByte() {
    return 8 * 1032; // Deflate makes at most 1032 bytes of one, and a byte holds up to 8 pixels
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    return ImageIoCodec.decode(file, this);
  }

  @Override
  public Optional<AbstractImageParser<?>> metadataParser() {
    return Optional.of(new PngImageParser());
  }

  @Override
  public void encode(Picture picture, WriteOptions options, OutputStream out) throws IOException {
    BufferedImage image = Rasters.image(picture, options.bitsFor(picture));
    ImageWriter writer = ImageIoCodec.writer("png");
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
    IIOMetadataNode root = new IIOMetadataNode(METADATA);
    root.appendChild(node("sRGB", Map.of("renderingIntent", "Perceptual")));
    addText(root, options.text());
    try {
      metadata.mergeTree(METADATA, root);
    } catch (IIOException e) {
      throw new IllegalStateException("the JDK's PNG metadata changed its form", e);
    }
    ImageIoCodec.encode(writer, ImageIoCodec.withMetadata(image, metadata), parameters, out);
  }

  private static void addText(IIOMetadataNode root, Map<String, String> text) {
    IIOMetadataNode latin = new IIOMetadataNode("tEXt");
    IIOMetadataNode international = new IIOMetadataNode("iTXt");
    text.forEach(
        (keyword, value) -> {
          if (StandardCharsets.US_ASCII.newEncoder().canEncode(keyword + value)) {
            latin.appendChild(node("tEXtEntry", Map.of("keyword", keyword, "value", value)));
          } else {
            international.appendChild(
                node(
                    "iTXtEntry",
                    Map.of(
                        "keyword", keyword,
                        "text", value,
                        "compressionFlag", "FALSE",
                        "compressionMethod", "0",
                        "languageTag", "",
                        "translatedKeyword", "")));
          }
        });
    if (latin.hasChildNodes()) {
      root.appendChild(latin);
    }
    if (international.hasChildNodes()) {
      root.appendChild(international);
    }
  }

  private static IIOMetadataNode node(String name, Map<String, String> attributes) {
    IIOMetadataNode node = new IIOMetadataNode(name);
    attributes.forEach(node::setAttribute);
    return node;
  }
}
