package reverie.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.image.WriteOptions;

/** A site of made-up pictures: two layers of twelve units, and if wanted one with a bad name. */
final class SiteSpecimen {
  static final String BAD_NAME = "a/b <script>alert('\"&')</script> \u00e4 Long_" + "x".repeat(90);
  private static final String COMMAND = "reverie gallery 'a model' --seed 7 -o site/";
  private static final List<String> PHOTOS = List.of("alps", "cat", "coffee", "rocket");
  private final Path folder;

  private SiteSpecimen(Path folder) {
    this.folder = folder;
  }

  /** Writes one to look at: the folder, and "bad" if there is to be a layer with a bad name. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    of(folder, args.length > 1).write(folder);
  }

  /** Its pictures are in the folder, its pages not yet. */
  static Site of(Path folder, boolean bad) throws IOException {
    SiteSpecimen specimen = new SiteSpecimen(folder);
    List<SiteLayer> layers = new ArrayList<>();
    layers.add(specimen.layer("conv2d_3", 12, 64, OptionalInt.of(15)));
    layers.add(specimen.layer("mixed5", 12, 768, OptionalInt.of(299)));
    if (bad) {
      layers.add(specimen.layer(BAD_NAME, 1, 1, OptionalInt.empty()));
    }
    return new Site(
        new SiteModel(
            "Inception v3",
            "The trunk of a network that was trained on a million photos of a thousand things."
                + " Each of its units answers to something of its own.",
            List.of(new SiteModel.Fact("Input", "299 \u00d7 299 px, RGB")),
            "Weights by Google, Apache License 2.0. Photos: CC0.",
            "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"),
        "0.9.0",
        COMMAND,
        layers);
  }

  private SiteLayer layer(String name, int units, int channels, OptionalInt field)
      throws IOException {
    List<SiteUnit> all = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      all.add(unit(name, 5 * i));
    }
    String at = SiteLayer.folder(name);
    return new SiteLayer(
        name,
        "convolution, ReLU",
        channels + " x 17 x 17 for 299 x 299 pixels",
        channels,
        1_234_567,
        field,
        field.isPresent() ? OptionalInt.of(16) : OptionalInt.empty(),
        Optional.of(figure(at + "/dream.png", 480, 320, 3, "A dream of " + name)),
        Optional.of(figure(at + "/filters.png", 320, 320, 9, "The filters of " + name)),
        all);
  }

  private SiteUnit unit(String layer, int channel) throws IOException {
    String base = SiteLayer.folder(layer) + "/" + channel;
    String named = "unit " + channel + " of " + layer;
    List<SiteFigure> diversity = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      diversity.add(
          figure(base + "-diverse " + i + ".png", 160, 160, channel + i, named + ", variant " + i));
    }
    List<SiteExemplar> exemplars = new ArrayList<>();
    List<SiteSample> samples = new ArrayList<>();
    for (int i = 0; i < PHOTOS.size(); i++) {
      String photo = PHOTOS.get(i);
      double value = (channel == 5 ? -0.3 : 0.84) - 0.2 * i;
      SiteFigure small = photo(photo);
      samples.add(new SiteSample(photo + ".jpg", small, value));
      if (i < 3) {
        exemplars.add(
            new SiteExemplar(
                SiteFigure.photo(small.file(), small.width(), small.height(), "Part of " + photo),
                photo + ".jpg",
                value,
                new SiteExemplar.Place(40 + 60 * i, 61, 112, 112, 451, 300)));
      }
    }
    return new SiteUnit(
        channel,
        channel % 15 == 5 ? Optional.of("tabby cat") : Optional.empty(),
        figure(base + ".png", 256, 256, channel, "Picture of what excites " + named),
        diversity,
        exemplars,
        samples,
        "largest activation, after ReLU");
  }

  private SiteFigure figure(String file, int width, int height, int seed, String alt)
      throws IOException {
    write(file, pattern(width, height, seed + file.length() * 13));
    return new SiteFigure(
        file,
        width,
        height,
        alt,
        List.of("Colours are the picture's own, 0 to 1."),
        Optional.of(
            new SiteFigure.Reading(
                "mean activation", 3.21 + seed, "after ReLU, no unit", "best sample photo: 0.84")),
        OptionalLong.of(seed),
        Optional.of(
            "reverie visualize --model 'a model' --objective 'channel:mixed5:"
                + seed
                + "' --seed "
                + seed
                + " --size 256 -o '"
                + file
                + "'"));
  }

  private SiteFigure photo(String name) throws IOException {
    String file = "samples/" + name + ".png";
    Picture small = Resampling.resize(Pictures.read(Path.of("samples/" + name + ".jpg")), 160, 120);
    write(file, small);
    return SiteFigure.photo(file, small.width(), small.height(), "The photo " + name);
  }

  private void write(String name, Picture picture) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Pictures.write(picture, file, WriteOptions.DEFAULT);
    }
  }

  /** Waves across waves. */
  private static Picture pattern(int width, int height, int seed) {
    float[] rgb = new float[3 * width * height];
    double angle = seed * 2.4;
    double pitch = 0.03 + (seed % 7) * 0.02;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double u = x * Math.cos(angle) + y * Math.sin(angle);
          double v = y * Math.cos(angle) - x * Math.sin(angle);
          double wave = Math.sin(pitch * u + 2 * Math.sin(pitch * v + c) + 0.9 * c * (seed % 3));
          rgb[(c * height + y) * width + x] = (float) (0.5 + 0.4 * wave);
        }
      }
    }
    return Picture.of(width, height, rgb);
  }
}
