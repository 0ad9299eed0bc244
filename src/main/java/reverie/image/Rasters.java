package reverie.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Images for the writers of {@code javax.imageio}: interleaved, 8 or 16 bits, sRGB. */
final class Rasters {
  private Rasters() {}

  /** A black image of 1 band (grey), 3 (RGB) or 4 (RGB and alpha, not premultiplied). */
  static BufferedImage blank(int width, int height, int bands, int bits) {
    int type = bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    boolean alpha = bands == 4;
    var model =
        new ComponentColorModel(
            space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
    return new BufferedImage(model, raster, false, null);
  }

  /** A picture rounded to 8 or 16 bits; it has a fourth band if the picture has alpha. */
  static BufferedImage image(Picture picture, int bits) {
    int width = picture.width();
    int height = picture.height();
    float[] rgb = picture.rgb();
    float[] alpha = picture.alpha().orElse(null);
    int bands = alpha == null ? 3 : 4;
    int most = bits == 16 ? 65535 : 255;
    BufferedImage image = blank(width, height, bands, bits);
    int plane = width * height;
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        for (int c = 0; c < 3; c++) {
          row[x * bands + c] = quantised(rgb[c * plane + pixel], most);
        }
        if (alpha != null) {
          row[x * bands + 3] = quantised(alpha[pixel], most);
        }
      }
      image.getRaster().setPixels(0, y, width, 1, row);
    }
    return image;
  }

  /** The nearest of 0..most to a value of [0, 1]; beyond it the nearer end, and 0 for NaN. */
  private static int quantised(float value, int most) {
    return Math.round(Math.max(0f, Math.min(1f, value)) * most);
  }
}
