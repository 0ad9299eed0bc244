package reverie.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.support.UserException;
import reverie.tensor.RandomAt;
import reverie.zoo.LectureTraining;

/**
 * Pictures of digits, white on black, that somebody has told apart.
 *
 * @param images {@code [n][28 * 28]} in [0, 1], grey
 * @param labels what they show, 0 to 9
 */
public record LabelledPictures(float[][] images, int[] labels) {
  private static final int SIDE = LectureTraining.SIDE;
  private static final int CLASSES = LectureTraining.CLASSES;
  private static final long SALT = 0x73706C6974L; // "split"

  /**
   * Those to learn from, and those to be asked about afterwards.
   *
   * @param training to learn from
   * @param heldOut never learnt from
   */
  public record Split(LabelledPictures training, LabelledPictures heldOut) {}

  /**
   * Reads a sheet or a folder. A sheet has cells of one size, the digits 0 to 9 in order from the
   * top, each of the same number of rows. A folder has folders 0 to 9 with pictures in them. Each
   * picture is centred in 28x28 pixels, made smaller where it does not fit.
   *
   * @param cell side of a sheet's cells, in pixels
   * @throws UserException if it is neither
   */
  public static LabelledPictures read(Path path, int cell) {
    return Files.isDirectory(path) ? folder(path) : sheet(path, cell);
  }

  private static LabelledPictures sheet(Path path, int cell) {
    Picture sheet = Pictures.read(path);
    int columns = sheet.width() / cell;
    int rows = sheet.height() / cell;
    if (sheet.width() % cell != 0
        || sheet.height() % cell != 0
        || rows % CLASSES != 0
        || rows == 0) {
      throw new UserException(
          path
              + ": expected a sheet of cells of "
              + cell
              + "x"
              + cell
              + " pixels, ten digits of the same number of rows, found "
              + sheet.width()
              + "x"
              + sheet.height()
              + " pixels",
          "Say how large its cells are with --cell, or name a folder with folders 0 to 9.");
    }
    float[] grey = grey(sheet);
    List<float[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float[] one = new float[cell * cell];
        for (int y = 0; y < cell; y++) {
          int from = (row * cell + y) * sheet.width() + column * cell;
          System.arraycopy(grey, from, one, y * cell, cell);
        }
        images.add(centred(one, cell, cell));
        labels.add(row / (rows / CLASSES));
      }
    }
    return of(images, labels);
  }

  private static LabelledPictures folder(Path path) {
    List<float[]> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int digit = 0; digit < CLASSES; digit++) {
      Path inside = path.resolve(Integer.toString(digit));
      if (!Files.isDirectory(inside)) {
        throw new UserException(
            path + ": expected folders 0 to 9 in it, found no folder '" + digit + "'",
            "Put the pictures of each digit into a folder of its name.");
      }
      for (Path file : Pictures.in(inside)) {
        Picture picture = Pictures.read(file);
        images.add(centred(grey(picture), picture.width(), picture.height()));
        labels.add(digit);
      }
    }
    if (images.isEmpty()) {
      throw new UserException(
          path + ": expected pictures in its folders, found none", "Is the name right?");
    }
    return of(images, labels);
  }

  private static LabelledPictures of(List<float[]> images, List<Integer> labels) {
    return new LabelledPictures(
        images.toArray(float[][]::new), labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Luma, as the network's preprocessing has it. */
  private static float[] grey(Picture picture) {
    float[] rgb = picture.rgb();
    float[] grey = new float[picture.width() * picture.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 0.299f * rgb[i] + 0.587f * rgb[grey.length + i] + 0.114f * rgb[2 * grey.length + i];
    }
    return grey;
  }

  private static float[] centred(float[] grey, int width, int height) {
    int longSide = Math.max(width, height);
    if (longSide > SIDE) {
      int w = Math.max(1, Math.round((float) width * SIDE / longSide));
      int h = Math.max(1, Math.round((float) height * SIDE / longSide));
      return centred(Resampling.resize(grey, 1, height, width, h, w), w, h);
    }
    float[] result = new float[SIDE * SIDE];
    int top = (SIDE - height) / 2;
    int left = (SIDE - width) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float value = grey[y * width + x];
        result[(top + y) * SIDE + left + x] = Math.max(0, Math.min(1, value));
      }
    }
    return result;
  }

  /** How many there are. */
  public int size() {
    return labels.length;
  }

  /**
   * Splits them: of each digit, the same share is held out, drawn by the seed alone.
   *
   * @param heldOut the share, in (0, 1)
   * @throws UserException if one side would be empty
   */
  public Split split(double heldOut, long seed) {
    List<Integer> training = new ArrayList<>();
    List<Integer> other = new ArrayList<>();
    RandomAt random = RandomAt.of(seed, 0, SALT);
    for (int digit = 0; digit < CLASSES; digit++) {
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == digit) {
          all.add(i);
        }
      }
      shuffle(all, random);
      int held = (int) Math.round(all.size() * heldOut);
      other.addAll(all.subList(0, held));
      training.addAll(all.subList(held, all.size()));
    }
    if (training.isEmpty() || other.isEmpty()) {
      throw new UserException(
          "expected more labelled pictures than " + size(), "Some are learnt from, some held out.");
    }
    return new Split(some(training), some(other));
  }

  /** Those at these places. */
  LabelledPictures some(List<Integer> places) {
    List<float[]> chosen = new ArrayList<>();
    List<Integer> digits = new ArrayList<>();
    for (int place : places) {
      chosen.add(images[place]);
      digits.add(labels[place]);
    }
    return of(chosen, digits);
  }

  static void shuffle(List<Integer> list, RandomAt random) {
    for (int i = list.size() - 1; i > 0; i--) {
      java.util.Collections.swap(list, i, random.whole(0, i));
    }
  }
}
