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
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;

/** A folder with a small photo and two styles in it, and quick paintings of it. */
final class StyleBench {
  /** Quick, and none of the defaults, which may be tuned. */
  private static final Map<String, String> QUICK =
      Map.of(
          "--style-layers", "conv2d_1,conv2d_3",
          "--content-layers", "conv2d_4",
          "--scales", "2",
          "--steps", "5,3",
          "--style-crop", "0",
          "--palette", "0.5",
          "--seed", "1");

  final Path folder;
  final Path photo;
  final Path stripes;
  final Path dots;

  StyleBench(Path folder) {
    this.folder = folder;
    photo = write("photo.png", Photos.of(60, 50));
    stripes = write("stripes.png", pattern(true));
    dots = write("dots.png", pattern(false));
  }

  /** Blue and yellow stripes, or red dots on green. */
  static Picture pattern(boolean stripes) {
    float[] rgb = new float[3 * 64 * 64];
    for (int i = 0; i < 4096; i++) {
      int x = i % 64;
      int y = i / 64;
      boolean on = stripes ? (x + y) / 4 % 2 == 0 : Math.hypot(x % 12 - 6, y % 12 - 6) < 4;
      rgb[i] = stripes ? (on ? 0.1f : 0.9f) : on ? 0.9f : 0.1f;
      rgb[4096 + i] = stripes ? (on ? 0.2f : 0.8f) : on ? 0.1f : 0.6f;
      rgb[8192 + i] = stripes ? (on ? 0.8f : 0.2f) : 0.1f;
    }
    return Picture.of(64, 64, rgb);
  }

  Path write(String name, Picture picture) {
    Path file = folder.resolve(name);
    Pictures.write(picture, file, WriteOptions.DEFAULT);
    return file;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Paints quickly, with these options instead of the quick ones of their names. */
  Outcome stylize(String result, String... options) {
    return stylize(List.of(photo), result, options);
  }

  /** Paints these. */
  Outcome stylize(List<Path> photos, String result, String... options) {
    Map<String, String> all = new LinkedHashMap<>(QUICK);
    all.put("--style", stripes.toString());
    List<String> words = new ArrayList<>(List.of("stylize"));
    for (String option : options) {
      all.remove(option.split("=", 2)[0]);
    }
    all.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(Arrays.asList(options));
    photos.forEach(p -> words.add(p.toString()));
    words.add("-o=" + (result.endsWith("/") ? folder + "/" + result : file(result).toString()));
    return Outcome.of(words.toArray(String[]::new));
  }

  /** Paints, which must succeed, and reads the result. */
  Picture painted(String result, String... options) {
    assertEquals(file(result) + System.lineSeparator(), stylize(result, options).ends(0).out());
    return Pictures.read(file(result));
  }

  /** The painting with none but the quick options; painted once. */
  Picture plain() {
    return Files.exists(file("plain.png"))
        ? Pictures.read(file("plain.png"))
        : painted("plain.png");
  }

  /** Paints with a trace, and reads its lines. */
  List<JsonNode> traced(String name, String... options) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--trace=" + file(name + ".jsonl"));
    stylize(name + ".png", all.toArray(String[]::new)).ends(0);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file(name + ".jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** The last value of a term. */
  double last(String term, String name, String... options) throws IOException {
    List<JsonNode> lines = traced(name, options);
    return lines.get(lines.size() - 1).get("terms").get(term).doubleValue();
  }

  byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }
}
