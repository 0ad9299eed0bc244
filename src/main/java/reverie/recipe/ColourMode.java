package reverie.recipe;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.ColourTransfer;
import reverie.image.Colours;
import reverie.image.Picture;
import reverie.objective.MatrixRoot;
import reverie.tensor.StepMemory;

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

  /** Of a picture of more pixels, so many are worked on at a time, in float64. */
  private static final int LARGE = 1 << 21;

  private static final int PIECE = 1 << 18;

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
    INDArray mean = mean(picture);
    INDArray wanted = mean(like);
    MatrixRoot own = MatrixRoot.of(covariance(picture, mean));
    INDArray target = covariance(like, wanted);
    INDArray between = MatrixRoot.of(own.root().mmul(target).mmul(own.root())).root();
    INDArray map = own.inverse().mmul(between).mmul(own.inverse());
    int plane = picture.width() * picture.height();
    float[] result = new float[3 * plane];
    inPieces(
        picture,
        (from, x) -> {
          INDArray moved = map.mmul(x.subColumnVector(mean)).addColumnVector(wanted);
          int count = x.columns();
          float[] some = moved.dup('c').reshape(moved.length()).toFloatVector();
          for (int i = 0; i < some.length; i++) {
            result[i / count * plane + from + i % count] = Math.max(0, Math.min(1, some[i]));
          }
        });
    return result;
  }

  /** Shows the colours of some pixels at a time, {@code [3, pixels]}, from the first of them on. */
  private static void inPieces(Picture picture, BiConsumer<Integer, INDArray> seen) {
    int plane = picture.width() * picture.height();
    int piece = plane <= LARGE ? plane : PIECE;
    for (int from = 0; from < plane; from += piece) {
      int first = from;
      StepMemory.piece(() -> seen.accept(first, colours(picture, first, piece)));
    }
    StepMemory.release();
  }

  private static INDArray colours(Picture picture, int from, int most) {
    int plane = picture.width() * picture.height();
    int count = Math.min(most, plane - from);
    float[] some = new float[3 * count];
    for (int c = 0; c < 3; c++) {
      picture.read(c * plane + from, some, c * count, count);
    }
    return Nd4j.createFromArray(some).castTo(DataType.DOUBLE).reshape(3, count);
  }

  private static INDArray mean(Picture picture) {
    int plane = picture.width() * picture.height();
    INDArray sum = Nd4j.zeros(DataType.DOUBLE, 3, 1);
    inPieces(
        picture,
        (from, x) -> {
          if (plane <= LARGE) {
            sum.assign(x.mean(true, 1));
          } else {
            sum.addi(x.sum(true, 1).divi(plane));
          }
        });
    return sum;
  }

  private static INDArray covariance(Picture picture, INDArray mean) {
    INDArray sum = Nd4j.zeros(DataType.DOUBLE, 3, 3);
    inPieces(
        picture,
        (from, x) -> {
          INDArray off = x.subColumnVector(mean);
          sum.addi(off.mmul(off.transpose()));
        });
    return sum.divi((double) picture.width() * picture.height())
        .addi(Nd4j.eye(3).castTo(DataType.DOUBLE).muli(LEAST_VARIANCE));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
