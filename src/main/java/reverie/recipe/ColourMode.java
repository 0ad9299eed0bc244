package reverie.recipe;

import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.ColourTransfer;
import reverie.image.Colours;
import reverie.image.Picture;
import reverie.objective.MatrixRoot;

/** Whose colours a stylised picture has. */
public enum ColourMode {
  /** The style's, as they come with its texture. */
  STYLE,
  /** The photo's: brightness is painted in the style, colours are put back afterwards. */
  PHOTO,
  /** The style is recoloured before, so that its colours have the photo's mean and covariance. */
  CORAL,
  /** The style is recoloured before, so that each channel has the photo's histogram. */
  HISTOGRAM,
  /** All is painted in grey, of the photo's brightness and contrast; colours are put back. */
  LUMINANCE,
  /** The style's colours alone: the photo recoloured, without a stroke. */
  PALETTE;

  private static final double LEAST_VARIANCE = 1e-5;

  /** The style as it is painted from. */
  Picture style(Picture style, Picture photo) {
    return switch (this) {
      case CORAL -> style.withRgb(coral(style, photo));
      case HISTOGRAM -> style.withRgb(ColourTransfer.histogram(style, photo));
      case LUMINANCE -> style.withRgb(ColourTransfer.greyLike(style, photo));
      default -> style;
    };
  }

  /**
   * The photo as it is painted over.
   *
   * @param palette how much of the styles' colours it gets, where the result is to have them
   */
  Picture photo(Picture photo, List<Style> styles, double palette) {
    return switch (this) {
      case STYLE -> Palette.recoloured(photo, styles, palette);
      case PALETTE -> Palette.recoloured(photo, styles, 1);
      case LUMINANCE -> photo.withRgb(ColourTransfer.grey(photo));
      default -> photo;
    };
  }

  /** The painting, planar RGB of the photo's size, with the colours it is to have. */
  float[] finished(Picture photo, float[] painting) {
    return this == PHOTO || this == LUMINANCE ? Colours.keepColours(photo, painting) : painting;
  }

  /**
   * A picture whose colours have the mean and the covariance of another's (Sun, Feng and Saenko,
   * "Return of Frustratingly Easy Domain Adaptation", 2016, CORAL): {@code A (x - m) + mt}, {@code
   * A = S^(-1/2) (S^(1/2) St S^(1/2))^(1/2) S^(-1/2)}, the map that changes colours least.
   */
  static float[] coral(Picture picture, Picture like) {
    INDArray x = colours(picture);
    INDArray mean = x.mean(true, 1);
    INDArray other = colours(like);
    INDArray wanted = other.mean(true, 1);
    MatrixRoot own = MatrixRoot.of(covariance(x, mean));
    INDArray target = covariance(other, wanted);
    INDArray between = MatrixRoot.of(own.root().mmul(target).mmul(own.root())).root();
    INDArray map = own.inverse().mmul(between).mmul(own.inverse());
    INDArray moved = map.mmul(x.subColumnVector(mean)).addColumnVector(wanted);
    float[] result = moved.dup('c').reshape(moved.length()).toFloatVector();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.max(0, Math.min(1, result[i]));
    }
    return result;
  }

  private static INDArray colours(Picture picture) {
    float[] rgb = picture.rgb();
    return Nd4j.createFromArray(rgb).castTo(DataType.DOUBLE).reshape(3, rgb.length / 3);
  }

  private static INDArray covariance(INDArray x, INDArray mean) {
    INDArray off = x.subColumnVector(mean);
    return off.mmul(off.transpose())
        .divi(x.columns())
        .addi(Nd4j.eye(3).castTo(DataType.DOUBLE).muli(LEAST_VARIANCE));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
