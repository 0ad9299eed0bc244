package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;

/** A folder with a small photo in it, and quick dreams of it. */
final class Workbench {
  /** Quick, and none of the defaults, which may be tuned. */
  private static final Map<String, String> QUICK =
      Map.of(
          "--layers", "conv2d_3",
          "--octaves", "2",
          "--octave-scale", "1.25",
          "--steps", "2",
          "--step-size", "0.02",
          "--jitter", "4",
          "--smooth", "none",
          "--seed", "1");

  final Path folder;
  final Path photo;

  Workbench(Path folder) {
    this.folder = folder;
    this.photo = photo("photo.png", 60, 50);
  }

  /** Writes a photo of that name and size. */
  Path photo(String name, int width, int height) {
    Path file = folder.resolve(name);
    Pictures.write(Photos.of(width, height), file, WriteOptions.DEFAULT);
    return file;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Dreams of the photo quickly, with these options, as {@code --name=value}, instead of the quick
   * ones of their names.
   */
  Outcome dream(String result, String... options) {
    return dream(List.of(photo), result, options);
  }

  /** Dreams of these. */
  Outcome dream(List<Path> photos, String result, String... options) {
    Map<String, String> all = new LinkedHashMap<>(QUICK);
    List<String> words = new ArrayList<>(List.of("dream"));
    for (String option : options) {
      all.remove(option.split("=", 2)[0]);
      // An objective of one's own has no layers beside it.
      if (option.startsWith("--objective")) {
        all.remove("--layers");
      }
    }
    all.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(Arrays.asList(options));
    photos.forEach(p -> words.add(p.toString()));
    words.add("-o=" + (result.endsWith("/") ? folder + "/" + result : file(result).toString()));
    return Outcome.of(words.toArray(String[]::new));
  }

  /** Dreams, which must succeed, and reads the result. */
  Picture dreamt(String result, String... options) {
    assertEquals(file(result) + System.lineSeparator(), dream(result, options).ends(0).out());
    return Pictures.read(file(result));
  }

  /** The dream with none but the quick options; dreamt once. */
  Picture plain() {
    return Files.exists(file("plain.png")) ? Pictures.read(file("plain.png")) : dreamt("plain.png");
  }

  /** Dreams with a trace, and reads its lines. */
  List<JsonNode> traced(String name, String... options) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--trace=" + file(name + ".jsonl"));
    dream(name + ".png", all.toArray(String[]::new)).ends(0);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file(name + ".jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  /** The names of what is in the folder, sorted. */
  List<String> names() throws IOException {
    return names("");
  }

  /** The names of what is in a folder of it. */
  List<String> names(String inside) throws IOException {
    try (Stream<Path> files = Files.list(file(inside))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** The mean difference of two pictures of one size, in 8-bit levels. */
  static double difference(Picture a, Picture b) {
    assertEquals(a.width() + "x" + a.height(), b.width() + "x" + b.height());
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs(a.rgb()[i] - b.rgb()[i]);
    }
    return 255 * sum / a.rgb().length;
  }
}
