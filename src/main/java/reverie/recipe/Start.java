package reverie.recipe;

import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.tensor.PictureTensors;
import reverie.tensor.RandomAt;

/**
 * What a painting begins with.
 *
 * @param kind which start
 * @param picture the one to begin with, of {@link Kind#PICTURE} alone
 */
public record Start(Kind kind, Optional<Picture> picture) {
  /** The starts. */
  public enum Kind {
    /** The photo. */
    CONTENT,
    /** Uniform noise. */
    NOISE,
    /** Mid grey. */
    GREY,
    /** Noise of the mean and the deviation of the style's colours. */
    STYLE,
    /** A picture of the user's, resized. */
    PICTURE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long SALT = 0x7374617274L; // "start"

  /** Of a kind that needs no picture. */
  public static Start of(Kind kind) {
    return new Start(kind, Optional.empty());
  }

  /** Checks that a picture is there where it is needed. */
  public Start {
    if (kind == Kind.PICTURE != picture.isPresent()) {
      throw new IllegalArgumentException("a picture for " + Kind.PICTURE + ", and only there");
    }
  }

  /** The first image, {@code [1, 3, h, w]} in [0, 1], of the photo's size. */
  INDArray image(Picture photo, Picture style, long seed) {
    return switch (kind) {
      case CONTENT -> PictureTensors.of(photo);
      case NOISE ->
          noise(photo, seed, new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5}, true);
      case GREY ->
          Nd4j.valueArrayOf(new long[] {1, 3, photo.height(), photo.width()}, 0.5, DataType.FLOAT);
      case STYLE -> ofStyle(photo, style, seed);
      case PICTURE ->
          PictureTensors.of(
              Resampling.resize(picture.orElseThrow(), photo.width(), photo.height()));
    };
  }

  private static INDArray ofStyle(Picture photo, Picture style, long seed) {
    INDArray colours = PictureTensors.of(style).reshape(3, style.width() * (long) style.height());
    double[] means = colours.mean(1).toDoubleVector();
    double[] deviations = colours.std(false, 1).toDoubleVector();
    return noise(photo, seed, means, deviations, false);
  }

  private static INDArray noise(
      Picture photo, long seed, double[] means, double[] spreads, boolean uniform) {
    RandomAt random = RandomAt.of(seed, 0, SALT);
    float[] rgb = new float[3 * photo.width() * photo.height()];
    int plane = rgb.length / 3;
    for (int i = 0; i < rgb.length; i++) {
      double unit = uniform ? random.uniform(-1, 1) : random.normal();
      double value = means[i / plane] + spreads[i / plane] * unit;
      rgb[i] = (float) Math.max(0, Math.min(1, value));
    }
    return PictureTensors.of(rgb, photo.height(), photo.width());
  }
}
