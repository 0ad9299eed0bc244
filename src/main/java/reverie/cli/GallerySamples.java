package reverie.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.gallery.ContactSheet;
import reverie.gallery.SiteFigure;
import reverie.gallery.SiteSample;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.recipe.Session;
import reverie.support.UserException;

/** What a gallery's units make of the sample pictures. */
final class GallerySamples {
  /** Long side of a sample as the network sees it, in pixels. */
  private static final int SIDE = 512;

  private record Seen(String name, SiteFigure figure, Map<String, float[][]> byLayer) {}

  private final List<Seen> all;

  private GallerySamples(List<Seen> all) {
    this.all = all;
  }

  /**
   * Looks at the pictures of a folder.
   *
   * @param folder null for none
   */
  static GallerySamples of(
      Path folder, Map<String, List<Integer>> wanted, Session session, GalleryRoom room) {
    List<Seen> all = new ArrayList<>();
    List<Path> files = folder == null ? List.of() : Pictures.in(folder);
    if (folder != null && files.isEmpty()) {
      throw new UserException(folder + ": expected pictures in this folder, found none", "");
    }
    for (Path file : files) {
      Picture picture = Pictures.read(file);
      Picture small = ContactSheet.small(picture);
      String name = Batch.stem(file);
      String place = "samples/" + name.replaceAll("[^\\w.-]", "-") + ".jpg";
      if (!room.has(place)) {
        room.write(small, place, "a photo: " + file.getFileName());
      }
      SiteFigure figure =
          SiteFigure.photo(place, small.width(), small.height(), "The sample photo " + name);
      Map<String, float[][]> byLayer = new HashMap<>();
      session
          .activations(session.fitted(picture, SIDE), wanted.keySet())
          .forEach((layer, array) -> byLayer.put(layer, largestAndMean(array)));
      all.add(new Seen(name, figure, byLayer));
    }
    return new GallerySamples(all);
  }

  private static float[][] largestAndMean(INDArray channelsFirst) {
    return new float[][] {
      channelsFirst.max(0, 2, 3).toFloatVector(), channelsFirst.mean(0, 2, 3).toFloatVector()
    };
  }

  /** The largest activation of a channel in each sample. */
  List<SiteSample> of(String layer, int channel) {
    return all.stream()
        .map(s -> new SiteSample(s.name(), s.figure(), s.byLayer().get(layer)[0][channel]))
        .toList();
  }

  /** The largest mean activation of a channel over the samples, in words. */
  String best(String layer, int channel) {
    return all.stream().mapToDouble(s -> s.byLayer().get(layer)[1][channel]).max().stream()
        .mapToObj(best -> String.format(Locale.ROOT, "best sample photo: %.3g", best))
        .findFirst()
        .orElse("");
  }
}
