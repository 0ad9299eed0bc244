package reverie.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** The rows of a decoded image as floats in [0, 1], whatever its layout and number of bits. */
final class PixelRows {
  private final Raster raster;
  private final ColorModel model;
  private final int width;
  private final int bands;
  private final boolean floats;
  private final long[] masks;
  private final int[] samples;
  private final float[] values;

  private PixelRows(BufferedImage image) {
    this.raster = image.getRaster();
    this.model = image.getColorModel();
    this.width = image.getWidth();
    this.bands = raster.getNumBands();
    int type = raster.getDataBuffer().getDataType();
    this.floats = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    this.masks = new long[bands];
    for (int b = 0; b < bands; b++) {
      masks[b] = (1L << Math.min(32, raster.getSampleModel().getSampleSize(b))) - 1;
    }
    this.samples = floats ? null : new int[width * bands];
    this.values = floats ? new float[width * bands] : null;
    int expected = isPalette() ? 1 : channels() + (hasAlpha() ? 1 : 0);
    if (bands < expected) {
      throw new IllegalArgumentException(expected + " channels expected, found " + bands);
    }
  }

  static PixelRows of(BufferedImage image) {
    return new PixelRows(image);
  }

  /** Channels of colour of a pixel; a palette counts as RGB. */
  int channels() {
    return isPalette() ? 3 : model.getNumColorComponents();
  }

  boolean hasAlpha() {
    return model.hasAlpha();
  }

  /** What the channels mean, apart from a profile of the file. */
  ColorSpace colours() {
    return model.getColorSpace();
  }

  /** 8, or 16 where any channel has more than 8 bits. */
  int bitDepth() {
    boolean fine = floats;
    for (int b = 0; b < bands && !isPalette(); b++) {
      fine |= masks[b] > 255;
    }
    return fine ? 16 : 8;
  }

  /**
   * Reads a row.
   *
   * @param colours takes {@code width * channels()} values, interleaved, not premultiplied
   * @param alpha takes {@code width} values, if there is alpha
   */
  void read(int y, float[] colours, float[] alpha) {
    if (isPalette()) {
      readPalette(y, colours, alpha);
      return;
    }
    if (floats) {
      raster.getPixels(0, y, width, 1, values);
    } else {
      raster.getPixels(0, y, width, 1, samples);
    }
    int channels = channels();
    for (int x = 0; x < width; x++) {
      for (int c = 0; c < channels; c++) {
        colours[x * channels + c] = value(x, c);
      }
      if (hasAlpha()) {
        alpha[x] = value(x, channels);
        if (model.isAlphaPremultiplied() && alpha[x] > 0) {
          for (int c = 0; c < channels; c++) {
            colours[x * channels + c] /= alpha[x];
          }
        }
      }
    }
  }

  private float value(int x, int band) {
    int i = x * bands + band;
    return floats ? values[i] : (samples[i] & masks[band]) / (float) masks[band];
  }

  private void readPalette(int y, float[] colours, float[] alpha) {
    raster.getPixels(0, y, width, 1, samples);
    for (int x = 0; x < width; x++) {
      int argb = model.getRGB(samples[x * bands]);
      for (int c = 0; c < 3; c++) {
        colours[3 * x + c] = ((argb >> (16 - 8 * c)) & 0xff) / 255f;
      }
      alpha[x] = (argb >>> 24) / 255f;
    }
  }

  private boolean isPalette() {
    return model instanceof IndexColorModel;
  }
}
