package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.gallery.Site;
import reverie.gallery.SiteLayer;
import reverie.gallery.SiteModel;
import reverie.network.engine.Networks;
import reverie.recipe.Session;
import reverie.recipe.Units;
import reverie.recipe.VisualizeSettings;
import reverie.support.Folders;
import reverie.support.IndexRanges;
import reverie.support.Ranges;
import reverie.zoo.Model;
import reverie.zoo.ModelSummary;

/** A site about a network: its layers, its units, what each looks for. */
@Command(
    name = "gallery",
    description = {
      "Makes a folder of pages about a network that opens from disk: a page for each layer, with what it",
      "dreams of, its filters and its units, and a page for each unit, with its pictures, what excites it",
      "in photos, and the command that makes each picture again. What is there already is not made again:",
      "a gallery that was stopped is gone on with by the same command."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class GalleryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelArgument network;

  @Option(
      names = "--layers",
      paramLabel = "NAME,...",
      split = ",",
      description = "Layers, a page each. Default: those that the network dreams with.")
  private List<String> layers;

  @Option(
      names = "--channels",
      paramLabel = "LIST",
      description =
          "Channels of each layer, a page each, such as 0-31; those that a layer has not are left out. Default: 0-31.")
  private String channels;

  @Option(
      names = "--diverse",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Pictures of each unit that differ from each other, at half the size; 0: none. Default: ${DEFAULT-VALUE}.")
  private int diverse;

  @Option(
      names = "--samples",
      paramLabel = "FOLDER",
      description = "Pictures whose activations are told on each unit's page.")
  private Path samples;

  @Option(
      names = "--exemplars",
      paramLabel = "FOLDER",
      description =
          "Pictures, and folders of them, that are searched for what excites each unit most.")
  private Path exemplars;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "6",
      description = "So many exemplars of each unit. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of each picture. Default: 224, or the size that the network takes.")
  private Integer size;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      description = "Steps of ascent for each picture; 0: 256. Default: 0.")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Of noise and looks: the same seed, the same pictures. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "gallery",
      description = "The folder, made if it is not there. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(
      names = "--force",
      description = "Make all pictures again, where a folder has those of other settings too.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() {
    Ranges.check("--diverse", diverse, 0, 16);
    Ranges.check("--top", top, 1, 100);
    Networks.prepare();
    Model model = network.load();
    PrintWriter err = spec.commandLine().getErr();
    try (Interruption interruption = Interruption.watch();
        Session session = Session.open(model, compute.engine());
        Progress progress = quiet ? null : Progress.counting("gallery", err)) {
      Map<String, List<Integer>> wanted = wanted(session);
      VisualizeSettings settings = settings(session);
      GalleryRoom room =
          GalleryRoom.open(Folders.made(folder), model, settings, compute.engine(), network, force);
      GallerySamples seen = GallerySamples.of(samples, wanted, session, room);
      GalleryExemplars found =
          GalleryExemplars.of(exemplars, top, wanted, session, room, interruption::requested);
      GalleryPictures pictures =
          new GalleryPictures(session, settings, room, diverse, interruption::requested);
      int all = wanted.values().stream().mapToInt(units -> 1 + units.size()).sum();
      pictures.count(
          done -> {
            if (progress != null) {
              progress.count(done, all);
            }
          });
      List<SiteLayer> pages = new ArrayList<>();
      ModelSummary summary = summary(model);
      for (Map.Entry<String, List<Integer>> layer : wanted.entrySet()) {
        Optional<SiteLayer> page =
            pictures.layer(layer.getKey(), layer.getValue(), summary, seen, found);
        if (page.isEmpty()) {
          err.printf(
              "%s: stopped; %d of %d units and layers are there, the same command goes on%n",
              spec.qualifiedName(" "), pictures.done(), all);
          return ExitCode.INTERRUPTED;
        }
        pages.add(page.get());
      }
      new Site(about(model, session), Version.number(), Provenance.command(spec), pages)
          .write(folder);
    }
    spec.commandLine().getOut().println(folder.resolve(Site.FILE));
    return ExitCode.DONE;
  }

  /** The layers in forward order, each with its channels. */
  private Map<String, List<Integer>> wanted(Session session) {
    List<String> named = layers == null ? session.model().suggested().dream() : layers;
    List<String> own = named.stream().map(l -> session.graph().node(l.strip()).name()).toList();
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    for (String layer : session.graph().layerNames()) {
      if (own.contains(layer)) {
        int count = Units.channels(session, layer);
        // A list is of all layers: it may go past the end of one.
        List<Integer> units =
            IndexRanges.parse("--channels", channels == null ? "0-31" : channels, 1_000_000);
        wanted.put(layer, units.stream().filter(unit -> unit < count).toList());
      }
    }
    return wanted;
  }

  private VisualizeSettings settings(Session session) {
    VisualizeSettings usual = VisualizeSettings.of(session);
    return new VisualizeSettings(
        usual.method(),
        size == null ? usual.size() : size,
        steps,
        0,
        true,
        usual.regularisation(),
        usual.start(),
        usual.diversity(),
        usual.alignment(),
        seed);
  }

  private ModelSummary summary(Model model) {
    PixelSize shown = ModelsCommand.fitting(model);
    return ModelSummary.of(model.graph(), shown.width(), shown.height());
  }

  private static SiteModel about(Model model, Session session) {
    List<SiteModel.Fact> facts = new ArrayList<>();
    int channels = model.graph().inputChannels();
    facts.add(
        new SiteModel.Fact(
            "Input",
            channels
                + (channels == 1 ? " channel" : " channels")
                + ", at least "
                + model.minimalSize()
                + " pixels"));
    facts.add(new SiteModel.Fact("Layers", Integer.toString(session.graph().layerNames().size())));
    if (!model.labels().isEmpty()) {
      facts.add(new SiteModel.Fact("Classes", Integer.toString(model.labels().size())));
    }
    return new SiteModel(
        model.name(), model.description(), facts, model.notice().strip(), model.hash());
  }

  /** A whole stride, if it is one. */
  static OptionalInt whole(double stride) {
    return stride == Math.rint(stride) && stride >= 1
        ? OptionalInt.of((int) stride)
        : OptionalInt.empty();
  }
}
