package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.w3c.dom.Node;

/**
 * JPEG. Read: baseline, progressive, grey, CMYK and YCCK. Written: baseline, 8 bits, the three
 * channels at full resolution (4:4:4); transparency is left out and the colour under it kept, as if
 * every pixel were opaque.
 */
final class JpegFormat implements WritableFormat {
  private static final String METADATA = "javax_imageio_jpeg_image_1.0";
  private static final int MOST_COMMENT_BYTES = 65_000; // a segment holds 65,533

  @Override
  public String name() {
    return "JPEG";
  }

  @Override
  public List<String> extensions() {
    return List.of("jpg", "jpeg");
  }

  @Override
  public boolean recognises(byte[] head) {
    return startsWith(head, 0, 0xff, 0xd8, 0xff);
  }

  @Override
  public long pixelsPerByte() {
    return 1024; // a block of 64 pixels takes at least one bit: 512
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    return ImageIoCodec.decode(
        file,
        this,
        (reader, stored) -> {
          boolean[] cut = {false};
          // libjpeg fills what is missing with grey and only warns.
          reader.addIIOReadWarningListener(
              (source, warning) ->
                  cut[0] |=
                      warning.contains("Truncated File") || warning.contains("premature end"));
          BufferedImage image = ImageIoCodec.firstImage(reader, stored);
          if (cut[0]) {
            throw new EOFException("the data ends too early");
          }
          return image;
        });
  }

  @Override
  public Optional<AbstractImageParser<?>> metadataParser() {
    return Optional.of(new JpegImageParser());
  }

  @Override
  public void encode(Picture picture, WriteOptions options, OutputStream out) throws IOException {
    BufferedImage image = Rasters.image(picture.withAlpha(null), 8);
    ImageWriter writer = ImageIoCodec.writer("jpeg");
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(options.jpegQuality() / 100f);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
    Node tree = metadata.getAsTree(METADATA);
    keepColourResolution(tree);
    addComments(tree, options.text());
    try {
      metadata.setFromTree(METADATA, tree);
    } catch (IIOException e) {
      throw new IllegalStateException("the JDK's JPEG metadata changed its form", e);
    }
    ImageIoCodec.encode(writer, ImageIoCodec.withMetadata(image, metadata), parameters, out);
  }

  /** One sample of chroma for each pixel (4:4:4) in place of one for four (4:2:0). */
  private static void keepColourResolution(Node tree) {
    Node luma = find(find(tree, "sof"), "componentSpec");
    ((IIOMetadataNode) luma).setAttribute("HsamplingFactor", "1");
    ((IIOMetadataNode) luma).setAttribute("VsamplingFactor", "1");
  }

  private static void addComments(Node tree, Map<String, String> text) {
    Node sequence = find(tree, "markerSequence");
    Node first = sequence.getFirstChild();
    text.forEach(
        (keyword, value) -> {
          byte[] bytes = (keyword + ": " + value).getBytes(StandardCharsets.UTF_8);
          for (int from = 0; from < bytes.length; from += MOST_COMMENT_BYTES) {
            IIOMetadataNode comment = new IIOMetadataNode("com");
            int to = Math.min(bytes.length, from + MOST_COMMENT_BYTES);
            comment.setUserObject(Arrays.copyOfRange(bytes, from, to));
            sequence.insertBefore(comment, first);
          }
        });
  }

  private static Node find(Node parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child;
      }
      Node below = find(child, name);
      if (below != null) {
        return below;
      }
    }
    return null;
  }
}
