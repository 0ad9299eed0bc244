package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import reverie.gallery.Page;
import reverie.gallery.PixelSheet;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Classifier;
import reverie.recipe.FoolSettings;
import reverie.recipe.Fooled;
import reverie.recipe.Guess;
import reverie.support.Folders;
import reverie.support.OutputFile;

/** The pictures of one {@code fool}: saved, read back, asked about, and told. */
final class FoolResults {
  private static final int TOP = 5;

  /** Pixels that a small picture is at least shown at. */
  private static final int SHOWN = 196;

  private static final int SHEET_CELL = 112;
  private static final int SHEET_COLUMNS = 5;
  private static final int SHEET_GAP = 6;

  private final CommandSpec spec;
  private final FoolCommand.FoolOutput output;
  private final Classifier classifier;
  private final Classifier checker;
  private final FoolSettings settings;
  private final String method;
  private final Optional<Picture> photo;

  /** By class, as evolution does not find them in that order. */
  private final Map<Integer, Picture> all = new TreeMap<>();

  private final Map<Integer, Page.Section> sections = new TreeMap<>();
  private boolean many;

  /**
   * The results of a command.
   *
   * @param checker another network to ask, or null
   */
  FoolResults(
      CommandSpec spec,
      FoolCommand.FoolOutput output,
      Classifier classifier,
      Classifier checker,
      FoolSettings settings,
      String method,
      Optional<Picture> photo) {
    this.spec = spec;
    this.output = output;
    this.classifier = classifier;
    this.checker = checker;
    this.settings = settings;
    this.method = method;
    this.photo = photo.map(p -> Classifier.fitted(p, settings.size()));
  }

  /** Finds out what cannot be written, before any work is done. */
  void check(List<Integer> targets, boolean folder) {
    many = folder;
    if (many) {
      Folders.made(Path.of(output.output == null ? "fool" : output.output));
    }
    for (int target : targets) {
      FoolCommand.checkPicture(file(target), output.force);
      if (output.snapshots) {
        for (double level : FoolSettings.SNAPSHOTS) {
          FoolCommand.checkPicture(snapshot(target, level), output.force);
        }
      }
    }
    if (output.sheet != null) {
      FoolCommand.checkPicture(output.sheet, output.force);
    }
    if (output.report != null) {
      OutputFile.check(Folders.made(output.report).resolve(Page.FILE), output.force);
    }
  }

  private Path file(int target) {
    String name = slug(classifier.classes().name(target));
    if (many) {
      return Path.of(output.output == null ? "fool" : output.output).resolve(name + ".png");
    }
    return Path.of(output.output == null ? "fool-" + name + ".png" : output.output);
  }

  private Path snapshot(int target, double level) {
    Path file = file(target);
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return file.resolveSibling(name.substring(0, dot) + "-" + level + name.substring(dot));
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Saves a picture, reads it back, and tells what the network takes it for now. */
  void save(Fooled fooled) {
    Path file = file(fooled.target());
    WriteOptions options = WriteOptions.DEFAULT.withText(made(fooled));
    Pictures.write(fooled.picture(), file, options);
    if (output.snapshots) {
      fooled
          .snapshots()
          .forEach(
              (level, picture) ->
                  Pictures.write(picture, snapshot(fooled.target(), level), options));
    }
    Picture saved = Pictures.read(file);
    List<Guess> guesses = classifier.guesses(saved);
    double confidence = confidence(guesses, fooled.target());
    String name = classifier.classes().name(fooled.target());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%s\t%.6f\t%s%n", name, confidence, file);
    out.flush();
    tell(fooled, guesses, confidence, saved);
    all.put(fooled.target(), saved);
    if (output.report != null) {
      report(fooled, saved, guesses);
    }
  }

  private Map<String, String> made(Fooled fooled) {
    return Map.of(
        "Software",
        "Reverie " + Version.number(),
        "Comment",
        String.format(
            Locale.ROOT,
            "fooling image for class %s; model %s; method %s; seed %d",
            classifier.classes().name(fooled.target()),
            classifier.session().model().name(),
            method,
            settings.seed()));
  }

  private void tell(Fooled fooled, List<Guess> guesses, double confidence, Picture saved) {
    if (output.quiet) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("  top five: " + top(guesses));
    photo.ifPresent(
        p ->
            err.printf(
                Locale.ROOT,
                "  changed by %.0f/255 at most, %.1f/255 in L2%n",
                fooled.distance(p, FoolSettings.Norm.LINF, classifier.grey()),
                fooled.distance(p, FoolSettings.Norm.L2, classifier.grey())));
    if (confidence < settings.confidence()) {
      err.printf(
          Locale.ROOT,
          "  below --confidence %s: more --steps%s may help%n",
          settings.confidence(),
          photo.isPresent() ? ", or a larger --epsilon," : "");
    }
    if (checker != null) {
      err.printf("  %s sees: %s%n", checker.session().model().name(), top(checker.guesses(saved)));
    }
    err.flush();
  }

  private static double confidence(List<Guess> guesses, int target) {
    return guesses.stream()
        .filter(g -> g.index() == target)
        .mapToDouble(Guess::confidence)
        .findFirst()
        .orElseThrow();
  }

  private static String top(List<Guess> guesses) {
    return guesses.stream()
        .limit(TOP)
        .map(g -> String.format(Locale.ROOT, "%s %.4f %%", g.name(), 100 * g.confidence()))
        .collect(Collectors.joining(", "));
  }

  private void report(Fooled fooled, Picture saved, List<Guess> guesses) {
    String stem = slug(classifier.classes().name(fooled.target()));
    List<Page.Item> items = new ArrayList<>();
    fooled
        .start()
        .ifPresent(
            start ->
                items.add(
                    figure(stem + "-original.png", start, "original", classifier.guesses(start))));
    items.add(figure(stem + "-result.png", saved, "result", guesses));
    fooled
        .start()
        .ifPresent(
            start -> {
              float gain = gain(saved, start);
              Picture difference = difference(saved, start, gain);
              String caption = String.format(Locale.ROOT, "difference, times %.1f", gain);
              items.add(figure(stem + "-difference.png", difference, caption, List.of()));
            });
    List<String> text = new ArrayList<>();
    text.add(fooled.steps() + (fooled.start().isPresent() ? " steps" : " generations"));
    if (checker != null) {
      text.add(checker.session().model().name() + " sees " + top(checker.guesses(saved)));
    }
    sections.put(
        fooled.target(), new Page.Section(classifier.classes().name(fooled.target()), text, items));
  }

  private Page.Figure figure(String name, Picture picture, String what, List<Guess> guesses) {
    Pictures.write(picture, output.report.resolve(name), WriteOptions.DEFAULT);
    List<String> captions = new ArrayList<>(List.of(what));
    guesses.stream()
        .limit(TOP)
        .forEach(
            g ->
                captions.add(
                    String.format(Locale.ROOT, "%s %.4f %%", g.name(), 100 * g.confidence())));
    return new Page.Figure(name, Math.max(SHOWN, picture.width()), captions);
  }

  /** So that the largest difference is seen as black or white. */
  private static float gain(Picture a, Picture b) {
    float largest = 1f / 255;
    for (int i = 0; i < a.rgb().length; i++) {
      largest = Math.max(largest, Math.abs(a.rgb()[i] - b.rgb()[i]));
    }
    return 0.5f / largest;
  }

  private static Picture difference(Picture a, Picture b, float gain) {
    float[] rgb = new float[a.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = 0.5f + gain * (a.rgb()[i] - b.rgb()[i]);
    }
    return Picture.of(a.width(), a.height(), rgb);
  }

  /** Writes what is made of all pictures together. */
  void finish() {
    if (output.sheet != null && !all.isEmpty()) {
      int zoom = Math.max(1, SHEET_CELL / settings.size());
      Picture sheet = PixelSheet.of(List.copyOf(all.values()), SHEET_COLUMNS, zoom, SHEET_GAP);
      Pictures.write(sheet, output.sheet, WriteOptions.DEFAULT);
    }
    if (output.report != null) {
      String title = "Fooled: " + classifier.session().model().name();
      String how = "method " + method + ", seed " + settings.seed();
      new Page(title, List.of(how), List.copyOf(sections.values())).write(output.report);
      spec.commandLine().getErr().println("report: " + output.report.resolve(Page.FILE));
    }
  }
}
