package reverie.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.recipe.ExemplarState.Looked;
import reverie.recipe.Ranking.Winner;
import reverie.support.UserException;
import reverie.zoo.Model;
import reverie.zoo.ReceptiveField;

/**
 * Looks through a folder of pictures for those parts that excite channels most (Zeiler and Fergus
 * 2014): one picture is in memory at a time, all layers are read in one pass.
 */
public final class ExemplarsRecipe {
  /** Pictures from one writing of the state to the next. */
  private static final int SAVE_EVERY = 50;

  /** What a run tells and asks of who started it. */
  public interface Watch {
    /** So many of all pictures are done. */
    default void counted(int done, int all) {}

    /** A picture could not be looked at. */
    default void skipped(UserException why) {}

    /** A search that was stopped is gone on with: so many pictures are done already. */
    default void resumed(int done) {}
  }

  /**
   * Where a search that may be stopped keeps how far it is.
   *
   * @param file written now and then; read if it is there; removing it is the caller's
   * @param computed how it is computed: a search is gone on with only if that is the same
   */
  public record State(Path file, String computed) {}

  /** Looks through a folder and the folders in it. */
  public Exemplars run(Path folder, ExemplarSettings settings, Session session) {
    return run(folder, settings, session, new Watch() {}, () -> false, Optional.empty());
  }

  /**
   * Looks through a folder and the folders in it; pictures that cannot be read, or are too small,
   * are skipped.
   *
   * @param cancelled asked before each picture
   * @throws UserException if there is no picture that can be looked at
   */
  public Exemplars run(
      Path folder,
      ExemplarSettings settings,
      Session session,
      Watch watch,
      BooleanSupplier cancelled,
      Optional<State> kept) {
    Set<String> layers = settings.channels().keySet();
    layers.forEach(session.graph()::node);
    List<Path> files = Pictures.below(folder);
    if (files.isEmpty()) {
      throw new UserException(folder + ": expected pictures in this folder, found none", "");
    }
    String work = kept.map(k -> k.computed() + work(settings, session.model())).orElse("");
    ExemplarState state =
        kept.filter(k -> Files.exists(k.file()))
            .map(k -> ExemplarState.read(k.file(), work, settings, folder))
            .orElseGet(() -> ExemplarState.begin(settings));
    if (!state.looked().isEmpty()) {
      watch.resumed(state.looked().size());
    }
    Set<String> before = state.names();
    int saved = state.looked().size();
    boolean stopped = false;
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      if (before.contains(name)) {
        continue;
      }
      stopped = cancelled.getAsBoolean();
      if (stopped) {
        break;
      }
      look(file, name, state, settings, session, watch);
      int done = state.looked().size();
      watch.counted(done, files.size());
      if (kept.isPresent() && done - saved >= SAVE_EVERY) {
        state.write(kept.get().file(), work);
        saved = done;
      }
    }
    if (kept.isPresent() && state.looked().size() > saved) {
      state.write(kept.get().file(), work);
    }
    return found(folder, settings, session, state, !stopped);
  }

  private static String work(ExemplarSettings settings, Model model) {
    return " " + model.hash() + " " + settings;
  }

  private static void look(
      Path file,
      String name,
      ExemplarState state,
      ExemplarSettings settings,
      Session session,
      Watch watch) {
    Set<String> layers = settings.channels().keySet();
    long bytes = size(file);
    try {
      Picture picture = seen(Pictures.read(file), settings, session.model());
      try (ForwardPass pass = session.network().forward(session.input(picture), layers)) {
        int place = state.looked().size();
        state.looked().add(new Looked(name, bytes, picture.width(), picture.height()));
        state
            .rankings()
            .forEach((layer, ranking) -> ranking.look(pass.activations().of(layer), place));
      }
    } catch (UserException e) {
      state.looked().add(new Looked(name, bytes, 0, 0));
      watch.skipped(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1; // Reading it tells why.
    }
  }

  /** A picture as the network is to see it: shrunk, or the square that it takes. */
  private static Picture seen(Picture picture, ExemplarSettings settings, Model model) {
    int only = model.minimalSize();
    Set<String> layers = settings.channels().keySet();
    if (!takes(model.graph(), layers, 2 * only) && takes(model.graph(), layers, only)) {
      return Classifier.fitted(Picture.of(picture.width(), picture.height(), picture.rgb()), only);
    }
    Size own = Size.of(picture);
    Size size = own.longSide() > settings.size() ? own.withLongSide(settings.size()) : own;
    Picture shrunk = Resampling.resize(picture, size.width(), size.height());
    return Picture.of(size.width(), size.height(), shrunk.rgb());
  }

  private static boolean takes(Graph graph, Set<String> layers, int side) {
    try {
      graph.shapes(graph.needed(layers), side, side);
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  private static Exemplars found(
      Path folder,
      ExemplarSettings settings,
      Session session,
      ExemplarState state,
      boolean completed) {
    Map<Size, Map<String, ReceptiveField>> fields = new HashMap<>();
    Set<String> layers = settings.channels().keySet();
    List<Exemplar> all = new ArrayList<>();
    for (String layer : layers) {
      Ranking ranking = state.rankings().get(layer);
      for (int i = 0; i < ranking.channels().size(); i++) {
        int rank = 1;
        for (Winner w : ranking.of(i)) {
          Looked l = state.looked().get(w.picture());
          ReceptiveField field =
              fields
                  .computeIfAbsent(
                      new Size(l.width(), l.height()),
                      s -> ReceptiveField.of(session.graph(), layers, s.height(), s.width()))
                  .get(layer);
          ReceptiveField.Rectangle seen = field.at(w.y(), w.x());
          if (seen.width() == 0) {
            continue; // Padding alone: no part of any picture.
          }
          all.add(
              new Exemplar(
                  layer,
                  ranking.channels().get(i),
                  rank++,
                  Path.of(l.name()),
                  w.value(),
                  w.y(),
                  w.x(),
                  l.width(),
                  l.height(),
                  seen));
        }
      }
    }
    List<Path> skipped = new ArrayList<>();
    state.looked().stream()
        .filter(Looked::skipped)
        .map(Looked::name)
        .sorted()
        .forEach(name -> skipped.add(Path.of(name)));
    int pictures = state.looked().size() - skipped.size();
    if (completed && pictures == 0) {
      throw new UserException(
          folder + ": none of its " + skipped.size() + " pictures could be looked at",
          "The lines above tell why.");
    }
    return new Exemplars(
        folder, all, pictures, skipped, completed, p -> seen(p, settings, session.model()));
  }
}
