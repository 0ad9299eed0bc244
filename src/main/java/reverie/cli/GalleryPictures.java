package reverie.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import reverie.gallery.PixelSheet;
import reverie.gallery.SiteFigure;
import reverie.gallery.SiteLayer;
import reverie.gallery.SiteUnit;
import reverie.image.Picture;
import reverie.network.Convolution;
import reverie.objective.Objectives;
import reverie.recipe.FilterTiles;
import reverie.recipe.FilterTiles.Tile;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.recipe.Units;
import reverie.recipe.VisualizeRecipe;
import reverie.recipe.VisualizeRecipe.Subject;
import reverie.recipe.VisualizeSettings;
import reverie.recipe.Visualized;
import reverie.zoo.ModelSummary;

/** The pictures of a gallery: each is made if it is not there, measured, and described. */
final class GalleryPictures {
  private static final int FILTERS = 64;
  private static final int INPUTS = 16;
  private static final int COLUMNS = 8;
  private static final int ZOOM = 12;
  private static final int GAP = 3;

  private final Session session;
  private final VisualizeSettings settings;
  private final GalleryRoom room;
  private final int diverse;
  private final RunContext context;
  private IntConsumer counter = done -> {};
  private int done;

  GalleryPictures(
      Session session,
      VisualizeSettings settings,
      GalleryRoom room,
      int diverse,
      BooleanSupplier cancelled) {
    this.session = session;
    this.settings = settings;
    this.room = room;
    this.diverse = diverse;
    this.context = new RunContext(session, event -> {}, cancelled);
  }

  /** Told how many layers and units are done. */
  void count(IntConsumer told) {
    counter = told;
  }

  /** How many layers and units are done. */
  int done() {
    return done;
  }

  /** A layer with its units; empty if the work was stopped. */
  Optional<SiteLayer> layer(
      String layer,
      List<Integer> channels,
      ModelSummary summary,
      GallerySamples samples,
      GalleryExemplars exemplars) {
    if (!exemplars.completed()) {
      return Optional.empty();
    }
    String word = Objectives.word(layer);
    Subject all = new Subject("layer:" + word, session.objective("layer:" + word));
    Optional<SiteFigure> dream =
        picture(
                SiteLayer.folder(layer) + "/dream.png",
                all,
                room.visualize(settings.size(), "--layer " + word),
                "What layer " + layer + " as a whole looks for")
            .map(f -> reading(f, all, "mean square of all activations", "", ""));
    if (dream.isEmpty()) {
      return Optional.empty();
    }
    counted();
    List<SiteUnit> units = new ArrayList<>();
    for (int channel : channels) {
      Optional<SiteUnit> unit = unit(layer, word, channel, samples, exemplars);
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      units.add(unit.get());
      counted();
    }
    ModelSummary.Layer facts =
        summary.layers().stream().filter(l -> l.name().equals(layer)).findFirst().orElseThrow();
    boolean whole = facts.reach().whole();
    return Optional.of(
        new SiteLayer(
            layer,
            facts.kind(),
            facts.shape() + " (channels x height x width)",
            facts.shape().channels(),
            facts.parameters(),
            whole ? OptionalInt.empty() : OptionalInt.of(facts.reach().field()),
            whole ? OptionalInt.empty() : GalleryCommand.whole(facts.reach().stride()),
            dream,
            filters(layer),
            units));
  }

  private void counted() {
    counter.accept(++done);
  }

  private Optional<SiteUnit> unit(
      String layer, String word, int channel, GallerySamples samples, GalleryExemplars exemplars) {
    Subject subject = Units.channel(session, layer, channel);
    String at = SiteLayer.folder(layer) + "/" + channel;
    String alt = "What excites unit " + channel + " of layer " + layer;
    Optional<SiteFigure> picture =
        picture(
                at + ".png",
                subject,
                room.visualize(settings.size(), "--layer " + word, "--channels " + channel),
                alt)
            .map(
                f ->
                    reading(
                        f,
                        subject,
                        "mean activation",
                        "mean over all places, after the layer's activation function, no unit",
                        samples.best(layer, channel)));
    Optional<List<SiteFigure>> others = diversity(subject, at, alt);
    if (picture.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SiteUnit(
            channel,
            Optional.empty(),
            picture.get(),
            others.get(),
            exemplars.of(layer, channel),
            samples.of(layer, channel),
            "the unit's largest activation in the picture, no unit"));
  }

  /** A picture that is there, or is made now; empty if the work was stopped. */
  private Optional<SiteFigure> picture(String file, Subject subject, String command, String alt) {
    if (!room.has(file)) {
      Visualized made = new VisualizeRecipe(settings, context).each(List.of(subject)).get(0);
      if (!made.completed()) {
        return Optional.empty();
      }
      room.write(made.picture(), file, command);
    }
    int side = settings.size();
    return Optional.of(SiteFigure.made(file, side, side, alt, command).withSeed(settings.seed()));
  }

  /** Measured on the file, whenever it was made. */
  private SiteFigure reading(
      SiteFigure figure, Subject subject, String what, String unit, String compared) {
    double value =
        new VisualizeRecipe(settings, context).value(room.read(figure.file()), subject.goal());
    return figure.withReading(new SiteFigure.Reading(what, value, unit, compared));
  }

  private Optional<List<SiteFigure>> diversity(Subject subject, String at, String alt) {
    if (diverse < 2) {
      return Optional.of(List.of());
    }
    VisualizeSettings half = settings.withSize(session.model().sideFor(settings.size() / 2));
    String command =
        room.visualize(half.size(), "--objective '" + subject.name() + "'", "--count " + diverse);
    List<String> files = new ArrayList<>();
    for (int i = 1; i <= diverse; i++) {
      files.add(at + "-diverse-" + i + ".png");
    }
    if (!files.stream().allMatch(room::has)) {
      VisualizeRecipe recipe = new VisualizeRecipe(half, context);
      String layer = subject.goal().layers().iterator().next();
      List<Visualized> made = recipe.diverse(subject, layer, diverse);
      if (!made.get(0).completed()) {
        return Optional.empty();
      }
      for (int i = 0; i < diverse; i++) {
        room.write(made.get(i).picture(), files.get(i), command);
      }
    }
    List<SiteFigure> figures = new ArrayList<>();
    for (int i = 0; i < diverse; i++) {
      SiteFigure figure =
          SiteFigure.made(
                  files.get(i), half.size(), half.size(), alt + ", variant " + (i + 1), command)
              .withSeed(half.seed());
      figures.add(reading(figure, subject, "mean activation", "", ""));
    }
    return Optional.of(figures);
  }

  private Optional<SiteFigure> filters(String layer) {
    if (!(session.graph().node(layer).operation() instanceof Convolution)) {
      return Optional.empty();
    }
    List<Tile> tiles = FilterTiles.of(session.graph(), layer, 0, FILTERS, INPUTS);
    boolean colour = tiles.get(0).input().isEmpty();
    int rows = (int) tiles.stream().map(Tile::output).distinct().count();
    int perRow = colour ? COLUMNS : tiles.size() / rows;
    int zoom = colour ? 2 * ZOOM : ZOOM;
    Picture sheet = PixelSheet.of(tiles.stream().map(Tile::picture).toList(), perRow, zoom, GAP);
    String file = SiteLayer.folder(layer) + "/filters.png";
    String command =
        "reverie filters "
            + room.network()
            + " --layer "
            + Objectives.word(layer)
            + (colour ? "" : " --inputs " + INPUTS)
            + " --zoom "
            + zoom;
    room.write(sheet, file, command);
    double least = tiles.stream().mapToDouble(Tile::least).min().orElse(0);
    double most = tiles.stream().mapToDouble(Tile::most).max().orElse(0);
    String what =
        colour
            ? "each filter's weights for red, green and blue; grey is 0, each on its own scale"
            : "a row a filter, a tile for each of the first "
                + perRow
                + " channels that it reads; grey is 0, each row on its own scale";
    return Optional.of(
        SiteFigure.made(
                file, sheet.width(), sheet.height(), "The filters of layer " + layer, command)
            .withCaptions(
                what, String.format(Locale.ROOT, "weights from %.3g to %.3g", least, most)));
  }
}
