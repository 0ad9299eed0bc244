package reverie.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import reverie.gallery.SiteExemplar;
import reverie.gallery.SiteFigure;
import reverie.gallery.SiteLayer;
import reverie.recipe.Exemplar;
import reverie.recipe.ExemplarSettings;
import reverie.recipe.Exemplars;
import reverie.recipe.ExemplarsRecipe;
import reverie.recipe.Session;

/** The parts of photos that excite a gallery's units most. */
final class GalleryExemplars {
  private static final String STATE = "exemplars.state";

  private record Found(Exemplar exemplar, SiteExemplar page) {}

  private final List<Found> all;
  private final boolean completed;

  private GalleryExemplars(List<Found> all, boolean completed) {
    this.all = all;
    this.completed = completed;
  }

  /**
   * Looks through a folder, or goes on with it, and cuts the crops out.
   *
   * @param folder null for none
   */
  static GalleryExemplars of(
      Path folder,
      int top,
      Map<String, List<Integer>> wanted,
      Session session,
      GalleryRoom room,
      BooleanSupplier cancelled) {
    if (folder == null) {
      return new GalleryExemplars(List.of(), true);
    }
    ExemplarSettings settings = new ExemplarSettings(wanted, top, ExemplarSettings.SIZE);
    ExemplarsRecipe.State state =
        new ExemplarsRecipe.State(room.path(STATE), "gallery of " + folder.toAbsolutePath());
    Exemplars found =
        new ExemplarsRecipe()
            .run(
                folder,
                settings,
                session,
                new ExemplarsRecipe.Watch() {},
                cancelled,
                Optional.of(state));
    List<Found> all = new ArrayList<>();
    if (found.completed()) {
      found.crops(
          (exemplar, crop) -> {
            String file =
                SiteLayer.folder(exemplar.layer())
                    + "/"
                    + exemplar.channel()
                    + "-exemplar-"
                    + exemplar.rank()
                    + ".png";
            String photo = exemplar.file().toString().replace('\\', '/');
            var r = exemplar.rectangle();
            room.write(crop, file, "a part of " + photo + ": " + r);
            SiteFigure figure =
                SiteFigure.photo(
                    file,
                    crop.width(),
                    crop.height(),
                    "Part of "
                        + photo
                        + " that excites unit "
                        + exemplar.channel()
                        + ", rank "
                        + exemplar.rank());
            SiteExemplar.Place place =
                new SiteExemplar.Place(
                    r.left(),
                    r.top(),
                    r.width(),
                    r.height(),
                    exemplar.pictureWidth(),
                    exemplar.pictureHeight());
            all.add(new Found(exemplar, new SiteExemplar(figure, photo, exemplar.value(), place)));
          });
    }
    return new GalleryExemplars(all, found.completed());
  }

  /** Whether the whole folder was looked through. */
  boolean completed() {
    return completed;
  }

  /** Those of a unit, the most exciting first. */
  List<SiteExemplar> of(String layer, int channel) {
    return all.stream()
        .filter(f -> f.exemplar().layer().equals(layer) && f.exemplar().channel() == channel)
        .sorted((a, b) -> Integer.compare(a.exemplar().rank(), b.exemplar().rank()))
        .map(Found::page)
        .toList();
  }
}
