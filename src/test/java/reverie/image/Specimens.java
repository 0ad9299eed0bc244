package reverie.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Picture files of 16x8 pixels in four quarters: red, green; blue, light grey. */
final class Specimens {
  static final int WIDTH = 16;
  static final int HEIGHT = 8;
  static final int[][] QUARTERS = {{200, 40, 40}, {40, 200, 40}, {40, 40, 200}, {220, 220, 220}};

  private Specimens() {}

  /** The colour of a pixel, 0 to 255. */
  static int[] colour(int x, int y) {
    return QUARTERS[(y < HEIGHT / 2 ? 0 : 2) + (x < WIDTH / 2 ? 0 : 1)];
  }

  static Picture picture() {
    float[] rgb = new float[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i % (WIDTH * HEIGHT);
      rgb[i] = colour(pixel % WIDTH, pixel / WIDTH)[i / (WIDTH * HEIGHT)] / 255f;
    }
    return Picture.of(WIDTH, HEIGHT, rgb);
  }

  static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int[] c = colour(x, y);
        image.setRGB(x, y, 0xff << 24 | c[0] << 16 | c[1] << 8 | c[2]);
      }
    }
    return image;
  }

  static BufferedImage paletteImage() {
    byte[][] palette = new byte[3][256];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 256; i++) {
        palette[c][i] = (byte) QUARTERS[i % 4][c];
      }
    }
    var model = new IndexColorModel(8, 256, palette[0], palette[1], palette[2]);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model);
    image.createGraphics().drawImage(image(BufferedImage.TYPE_INT_RGB), 0, 0, null);
    return image;
  }

  /** Files of every kind that a format reads, by what they are. */
  static Map<String, byte[]> of(PictureFormat format) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    switch (format.name()) {
      case "JPEG" -> {
        all.put("baseline", written(picture(), "jpg"));
        all.put("progressive", resource("progressive.jpg"));
        all.put("grey", resource("grey.jpg"));
        all.put("YCCK", resource("ycck.jpg"));
        all.put("CMYK", cmykJpeg());
      }
      case "PNG" -> {
        all.put("8 bit", written(picture(), "png"));
        all.put("16 bit", written(picture().withBitDepth(16), "png"));
        all.put("alpha", written(picture().withAlpha(new float[WIDTH * HEIGHT]), "png"));
        all.put("palette", imageIo(paletteImage(), "png"));
      }
      case "TIFF" -> {
        all.put("8 bit", written(picture(), "tif"));
        all.put("16 bit", written(picture().withBitDepth(16), "tif"));
        all.put("uncompressed", imageIo(image(BufferedImage.TYPE_3BYTE_BGR), "tiff"));
        all.put("fax", resource("group4.tif"));
        all.put("BigTIFF", resource("big.tif"));
      }
      case "WebP" -> {
        for (String kind : new String[] {"lossless", "lossy", "alpha", "lossy-alpha"}) {
          all.put(kind, resource(kind + ".webp"));
        }
      }
      case "GIF" -> all.put("palette", imageIo(paletteImage(), "gif"));
      case "BMP" -> {
        all.put("24 bit", imageIo(image(BufferedImage.TYPE_3BYTE_BGR), "bmp"));
        all.put("palette", imageIo(paletteImage(), "bmp"));
        all.put("run-length", resource("rle.bmp"));
      }
      case "PNM" -> {
        all.put("P3", pnm("P3", 255, true));
        all.put("P6", pnm("P6", 255, false));
        all.put("P6 16 bit", pnm("P6", 65535, false));
      }
      default -> throw new AssertionError("make specimens of " + format.name());
    }
    return all;
  }

  static byte[] written(Picture picture, String extension) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PictureFormats.toWrite(java.nio.file.Path.of("x." + extension))
          .encode(picture, WriteOptions.DEFAULT, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] imageIo(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new AssertionError("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] resource(String name) {
    try (InputStream in = Specimens.class.getResourceAsStream("/pictures/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Inverted CMYK with an Adobe marker of transform 0, as Photoshop writes it. */
  private static byte[] cmykJpeg() {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int[] c = colour(x, y);
        raster.setPixel(x, y, new int[] {c[0], c[1], c[2], 255}); // 255 - ink, no black
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName("jpeg"); all.hasNext(); ) {
      ImageWriter writer = all.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        try (var stream = new MemoryCacheImageOutputStream(out)) {
          writer.setOutput(stream);
          writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    return withSegment(out.toByteArray(), 0xee, adobe);
  }

  static byte[] pnm(String kind, int most, boolean ascii) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        (kind + "\n# made by a test\n16 8\n" + most + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      for (int c : colour(i % WIDTH, i / WIDTH)) {
        int value = Math.round(c * (most / 255f));
        if (ascii) {
          out.writeBytes((value + "\n").getBytes(StandardCharsets.US_ASCII));
        } else {
          if (most > 255) {
            out.write(value >> 8);
          }
          out.write(value);
        }
      }
    }
    return out.toByteArray();
  }

  /** A JPEG with one more segment after its first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
    out.putShort((short) (content.length + 2)).put(content).put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  /** A PNG with one more chunk after its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    int header = 33;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, header);
    out.writeBytes(chunk(type, content));
    out.write(png, header, png.length - header);
    return out.toByteArray();
  }

  /** A chunk of a PNG with its check sum. */
  static byte[] chunk(String type, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(content.length + 12);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return out.putInt(content.length).put(name).put(content).putInt((int) crc.getValue()).array();
  }

  /** A lossless WebP in the extended form with one more chunk, behind the pixels or before them. */
  static byte[] withRiffChunk(byte[] webp, String type, byte[] content, int flag, boolean before) {
    ByteBuffer extended = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    extended.put((byte) flag).position(4);
    extended.put((byte) (WIDTH - 1)).putShort((short) 0).put((byte) (HEIGHT - 1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(riffChunk("VP8X", extended.array()));
    out.writeBytes(before ? riffChunk(type, content) : new byte[0]);
    out.write(webp, 12, webp.length - 12);
    out.writeBytes(before ? new byte[0] : riffChunk(type, content));
    byte[] chunks = out.toByteArray();
    ByteBuffer file = ByteBuffer.allocate(12 + chunks.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks.length);
    return file.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(chunks).array();
  }

  private static byte[] riffChunk(String type, byte[] content) {
    ByteBuffer chunk =
        ByteBuffer.allocate(8 + content.length + content.length % 2).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).putInt(content.length).put(content);
    return chunk.array();
  }

  /** EXIF that says nothing but an orientation. */
  static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26); // big-endian
    tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }
}
