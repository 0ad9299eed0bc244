package reverie.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import reverie.image.Crop;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.support.UserException;
import reverie.zoo.ReceptiveField.Rectangle;

/**
 * What was found in a folder. Holds no pixels: crops are read from the pictures again.
 *
 * @param folder that was looked through
 * @param all by layer, channel and rank
 * @param pictures how many were looked at, without those skipped
 * @param skipped files below the folder that could not be looked at
 * @param completed false if the run was stopped before all were seen
 * @param seen a picture as the network sees it
 */
public record Exemplars(
    Path folder,
    List<Exemplar> all,
    int pictures,
    List<Path> skipped,
    boolean completed,
    UnaryOperator<Picture> seen) {
  /** Copies the lists. */
  public Exemplars {
    all = List.copyOf(all);
    skipped = List.copyOf(skipped);
  }

  /** Those of a channel, the most exciting first; fewer than asked for where nothing excites it. */
  public List<Exemplar> of(String layer, int channel) {
    return all.stream().filter(e -> e.layer().equals(layer) && e.channel() == channel).toList();
  }

  /**
   * Cuts out what each sees, of the picture as the network saw it. Each picture is read once, one
   * is in memory at a time, in the order of their names.
   *
   * @throws UserException if a picture is gone or another now
   */
  public void crops(BiConsumer<Exemplar, Picture> receiver) {
    Map<String, List<Exemplar>> byFile = new TreeMap<>();
    all.forEach(e -> byFile.computeIfAbsent(e.file().toString(), f -> new ArrayList<>()).add(e));
    byFile.forEach(
        (file, some) -> {
          Picture picture = seen.apply(Pictures.read(folder.resolve(file)));
          some.forEach(e -> receiver.accept(e, crop(e, picture)));
        });
  }

  /** What one of them sees; reads its picture. */
  public Picture crop(Exemplar exemplar) {
    return crop(exemplar, seen.apply(Pictures.read(folder.resolve(exemplar.file()))));
  }

  private Picture crop(Exemplar e, Picture picture) {
    if (picture.width() != e.pictureWidth() || picture.height() != e.pictureHeight()) {
      throw new UserException(
          folder.resolve(e.file()) + ": the picture has changed since it was looked at",
          "Start anew.");
    }
    Rectangle r = e.rectangle();
    return Crop.rectangle(picture, r.left(), r.top(), r.width(), r.height());
  }
}
