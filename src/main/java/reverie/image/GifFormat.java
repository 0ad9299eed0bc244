package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.ImageReader;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * GIF: the first frame, on the whole screen that the file declares (transparent where the frame
 * does not reach). Read only.
 */
final class GifFormat implements PictureFormat {
  @Override
  public String name() {
    return "GIF";
  }

  @Override
  public List<String> extensions() {
    return List.of("gif");
  }

  @Override
  public boolean recognises(byte[] head) {
    return startsWith(head, 0, 'G', 'I', 'F', '8')
        && (startsWith(head, 4, '7', 'a') || startsWith(head, 4, '9', 'a'));
  }

  @Override
  public long pixelsPerByte() {
    return 4096; // a code of 12 bits stands for at most as many pixels as there are codes
  }

  @Override
  public BufferedImage decode(PictureFile file) throws IOException {
    return ImageIoCodec.decode(
        file,
        this,
        (reader, stored) -> onScreen(file, reader, ImageIoCodec.firstImage(reader, stored)));
  }

  private BufferedImage onScreen(PictureFile file, ImageReader reader, BufferedImage frame)
      throws IOException {
    ByteBuffer header = ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int left = 0;
    int top = 0;
    Node tree = reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
    for (Node node = tree.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && node.getNodeName().equals("ImageDescriptor")) {
        left = Integer.parseInt(element.getAttribute("imageLeftPosition"));
        top = Integer.parseInt(element.getAttribute("imageTopPosition"));
      }
    }
    // Some encoders declare a screen smaller than the frame: the frame counts.
    int width = Math.max(header.getShort(6) & 0xffff, left + frame.getWidth());
    int height = Math.max(header.getShort(8) & 0xffff, top + frame.getHeight());
    if (width == frame.getWidth() && height == frame.getHeight()) {
      return frame;
    }
    SizeLimit.check(file, this, width, height);
    BufferedImage screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[frame.getWidth()];
    for (int y = 0; y < frame.getHeight(); y++) {
      frame.getRGB(0, y, row.length, 1, row, 0, row.length);
      screen.setRGB(left, top + y, row.length, 1, row, 0, row.length);
    }
    return screen;
  }
}
