package reverie.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Makes a picture of a decoded image: planar floats, sRGB, upright, alpha set aside. */
final class PictureDecoder {
  /** Pixels from which on a picture is held packed. */
  private static final int LARGE = 1 << 22;

  private PictureDecoder() {}

  /** Converts row by row, so that no second copy of the picture is ever in memory. */
  static Picture picture(BufferedImage image, FileMetadata metadata) {
    int width = image.getWidth();
    int height = image.getHeight();
    Orientation orientation = metadata.orientation();
    PixelRows rows = PixelRows.of(image);
    ToSrgb toSrgb = toSrgb(rows, metadata.profile());

    int plane = width * height;
    float[] rgb = new float[Math.multiplyExact(3, plane)];
    float[] alpha = rows.hasAlpha() ? new float[plane] : null;
    float[] stored = new float[width * rows.channels()];
    float[] opacity = new float[width];
    float[] colours = new float[width * 3];
    int step = orientation.step(width, height);
    for (int y = 0; y < height; y++) {
      rows.read(y, stored, opacity);
      toSrgb.convert(stored, colours, width);
      int at = orientation.start(y, width, height);
      for (int x = 0; x < width; x++, at += step) {
        rgb[at] = inRange(colours[3 * x]);
        rgb[plane + at] = inRange(colours[3 * x + 1]);
        rgb[2 * plane + at] = inRange(colours[3 * x + 2]);
        if (alpha != null) {
          alpha[at] = inRange(opacity[x]);
        }
      }
    }
    Picture picture =
        Picture.of(orientation.width(width, height), orientation.height(width, height), rgb)
            .withAlpha(alpha)
            .withBitDepth(rows.bitDepth());
    return plane > LARGE ? picture.packed() : picture;
  }

  /** Brings a row of interleaved stored colours to interleaved sRGB. */
  private interface ToSrgb {
    void convert(float[] stored, float[] rgb, int pixels);
  }

  private static ToSrgb toSrgb(PixelRows rows, Optional<ColourProfile> embedded) {
    ColorSpace space = rows.colours();
    int channels = rows.channels();
    int type = space.getType();
    if (embedded.isPresent() && embedded.get().fits(channels, type)) {
      return embedded.get()::toSrgb;
    }
    // A reader may know of a profile that was not found; the JDK's own spaces are none.
    boolean plain = space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
    if (!plain && space instanceof ICC_ColorSpace icc) {
      Optional<ColourProfile> known = ColourProfile.of(icc.getProfile());
      if (known.isPresent()) {
        return known.get()::toSrgb;
      }
    }
    if (type == ColorSpace.TYPE_RGB && channels == 3) {
      return (stored, rgb, pixels) -> System.arraycopy(stored, 0, rgb, 0, 3 * pixels);
    }
    if (type == ColorSpace.TYPE_GRAY && channels == 1) {
      // Java calls grey without a profile linear; files mean sRGB with three equal channels.
      return (stored, rgb, pixels) -> {
        for (int i = 0; i < 3 * pixels; i++) {
          rgb[i] = stored[i / 3];
        }
      };
    }
    return (stored, rgb, pixels) -> {
      float[] pixel = new float[channels];
      for (int i = 0; i < pixels; i++) {
        System.arraycopy(stored, i * channels, pixel, 0, channels);
        System.arraycopy(space.toRGB(pixel), 0, rgb, 3 * i, 3);
      }
    };
  }

  /** Also 0 for NaN, which files of floats may hold. */
  private static float inRange(float value) {
    return value > 0 ? Math.min(value, 1f) : 0f;
  }
}
