package reverie.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels through {@code javax.imageio}: the size checked first, colours left as stored. */
final class ImageIoCodec {
  private ImageIoCodec() {}

  /** Takes an image from a reader whose input is set and whose size was checked. */
  @FunctionalInterface
  interface Reading {
    /** The image; {@code stored} is the type that keeps the file's own colours, or null. */
    BufferedImage from(ImageReader reader, ImageTypeSpecifier stored) throws IOException;
  }

  /** The first image of a file. */
  static BufferedImage decode(PictureFile file, PictureFormat format) throws IOException {
    return decode(file, format, ImageIoCodec::firstImage);
  }

  /** Reads in another way than the first image alone. */
  static BufferedImage decode(PictureFile file, PictureFormat format, Reading reading)
      throws IOException {
    ImageIO.setUseCache(false); // never temporary files
    try (ImageInputStream in = file.stream()) {
      return decode(in, file, format, reading);
    }
  }

  private static BufferedImage decode(
      ImageInputStream in, PictureFile file, PictureFormat format, Reading reading)
      throws IOException {
    ImageReader reader = reader(in, format.extensions().get(0));
    try {
      reader.setInput(in);
      SizeLimit.check(file, format, reader.getWidth(0), reader.getHeight(0));
      return reading.from(reader, typeAsStored(reader));
    } finally {
      reader.dispose();
    }
  }

  /** The first reader for an extension that knows the content; plug-ins come before the JDK's. */
  private static ImageReader reader(ImageInputStream in, String extension) throws IOException {
    for (Iterator<ImageReader> all = ImageIO.getImageReadersBySuffix(extension); all.hasNext(); ) {
      ImageReader reader = all.next();
      if (reader.getOriginatingProvider().canDecodeInput(in)) {
        return reader;
      }
    }
    throw new IIOException("no kind of ." + extension + " file that is known");
  }

  static BufferedImage firstImage(ImageReader reader, ImageTypeSpecifier stored)
      throws IOException {
    var parameters = reader.getDefaultReadParam();
    parameters.setDestinationType(stored);
    return reader.read(0, parameters);
  }

  /**
   * Left alone, a reader converts RGB with a profile to sRGB in 8 bits, and calls premultiplied
   * colours plain; asked for the type of the file it leaves both to {@link PictureDecoder}.
   */
  private static ImageTypeSpecifier typeAsStored(ImageReader reader) throws IOException {
    for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
      ImageTypeSpecifier type = types.next();
      ColorSpace space = type.getColorModel().getColorSpace();
      boolean premultiplied =
          type.getColorModel().isAlphaPremultiplied() && type.equals(reader.getRawImageType(0));
      if (premultiplied || (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB())) {
        return type;
      }
    }
    return null;
  }

  /** The JDK's own writer: its output does not change with the plug-ins that are present. */
  static ImageWriter writer(String name) {
    for (Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName(name); all.hasNext(); ) {
      ImageWriter writer = all.next();
      if (writer.getClass().getName().startsWith("com.sun.imageio.")) {
        return writer;
      }
    }
    throw new IllegalArgumentException("no writer in this JDK for " + name);
  }

  /** Writes one image, and lets the writer go. */
  static void encode(
      ImageWriter writer,
      IIOImage image,
      javax.imageio.ImageWriteParam parameters,
      OutputStream out)
      throws IOException {
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, image, parameters);
    } finally {
      writer.dispose();
    }
  }

  /** An image with its metadata, ready to be written. */
  static IIOImage withMetadata(BufferedImage image, javax.imageio.metadata.IIOMetadata metadata) {
    return new IIOImage(image, List.of(), metadata);
  }
}
