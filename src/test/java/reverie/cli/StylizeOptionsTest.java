package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Picture;
import reverie.image.Pictures;

/** Each option of {@code stylize} changes the result, in the way that its help says. */
class StylizeOptionsTest {
  /** What an option is to do; {@link EveryOptionTest} asks for one for each. */
  @FunctionalInterface
  interface Check {
    void on(StyleBench bench) throws Exception;
  }

  /** Option to check, as "stylize --steps". */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("stylize --style", StylizeOptionsTest::style);
    table.put("stylize --style-weights", StylizeOptionsTest::styleWeights);
    table.put("stylize --style-strength", StylizeOptionsTest::strength);
    table.put("stylize --content-weight", StylizeOptionsTest::contentWeight);
    table.put("stylize --style-layers", StylizeOptionsTest::styleLayers);
    table.put("stylize --content-layers", StylizeOptionsTest::contentLayers);
    table.put("stylize --style-loss", StylizeOptionsTest::styleLoss);
    table.put("stylize --style-scale", b -> differs(b, "scaled", "--style-scale=0.7"));
    table.put("stylize --style-size", StylizeOptionsTest::styleSize);
    table.put("stylize --style-crop", b -> differs(b, "cropped", "--style-crop=0.2"));
    table.put("stylize --palette", StylizeOptionsTest::palette);
    table.put("stylize --tv", StylizeOptionsTest::variation);
    table.put("stylize --mask", StylizeOptionsTest::mask);
    table.put("stylize --size", StylizeOptionsTest::size);
    table.put("stylize --colors", StylizeOptionsTest::colours);
    table.put("stylize --init", StylizeOptionsTest::init);
    table.put("stylize --scales", StylizeOptionsTest::scales);
    table.put("stylize --steps", StylizeOptionsTest::steps);
    table.put("stylize --optimizer", StylizeOptionsTest::optimizer);
    table.put("stylize --rate", StylizeOptionsTest::rate);
    table.put("stylize --average", b -> differs(b, "last", "--average=0"));
    table.put("stylize --stop", StylizeOptionsTest::stop);
    table.put("stylize --jitter", b -> differs(b, "still", "--jitter=0"));
    table.put("stylize --edge", b -> differs(b, "edge", "--edge=replicate"));
    table.put("stylize --pooling", StylizeOptionsTest::pooling);
    table.put("stylize --seed", StylizeOptionsTest::seed);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    StyleBench bench = new StyleBench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static Picture differs(StyleBench bench, String name, String... options) {
    Picture picture = bench.painted(name + ".png", options);
    double difference = Workbench.difference(bench.plain(), picture);
    assertTrue(difference > 0.05, name + " differs by " + difference);
    return picture;
  }

  private static double mean(Picture picture, int channel) {
    int plane = picture.width() * picture.height();
    double sum = 0;
    for (int i = channel * plane; i < (channel + 1) * plane; i++) {
      sum += picture.rgb()[i];
    }
    return sum / plane;
  }

  private static void style(StyleBench bench) {
    Picture dots = differs(bench, "dots-style", "--style=" + bench.dots);
    assertTrue(mean(dots, 2) < mean(bench.plain(), 2) - 0.1, "dots have no blue");
    Picture blend = differs(bench, "blend", "--style=" + bench.stripes + "," + bench.dots);
    assertTrue(mean(blend, 2) > mean(dots, 2) && mean(blend, 2) < mean(bench.plain(), 2));
    bench
        .stylize("none.png", "--style=" + bench.file("none.jpg"))
        .ends(ExitCode.FILE)
        .says("none.jpg");
  }

  private static void styleWeights(StyleBench bench) {
    String both = "--style=" + bench.stripes + "," + bench.dots;
    Picture mostDots = bench.painted("most-dots.png", both, "--style-weights=1,5");
    Picture mostStripes = bench.painted("most-stripes.png", both, "--style-weights=5,1");
    assertTrue(mean(mostDots, 2) < mean(mostStripes, 2) - 0.05);
    bench
        .stylize("w.png", both, "--style-weights=1")
        .ends(ExitCode.USAGE)
        .says("--style-weights: expected 2, found 1");
    bench.stylize("w.png", both, "--style-weights=0,0").ends(ExitCode.USAGE).says("not all 0");
  }

  private static void strength(StyleBench bench) {
    Picture photo = Pictures.read(bench.photo);
    double none = Workbench.difference(photo, bench.painted("s0.png", "--style-strength=0"));
    double little = Workbench.difference(photo, bench.painted("s1.png", "--style-strength=0.2"));
    double much = Workbench.difference(photo, bench.painted("s5.png", "--style-strength=0.7"));
    assertTrue(none < 6 && none < little && little < much, none + ", " + little + ", " + much);
    bench
        .stylize("s.png", "--style-strength=1.5")
        .ends(ExitCode.USAGE)
        .says("--style-strength: expected 0 to 1, found 1.5");
  }

  private static void contentWeight(StyleBench bench) throws Exception {
    double little = bench.last("content conv2d_4", "c0", "--content-weight=0.01", "--steps=20,20");
    double much = bench.last("content conv2d_4", "c9", "--content-weight=9", "--steps=20,20");
    assertTrue(much < 0.7 * little, much + " against " + little);
    bench.stylize("c.png", "--content-weight=-1").ends(ExitCode.USAGE).says("--content-weight");
  }

  private static void styleLayers(StyleBench bench) throws Exception {
    List<JsonNode> lines = bench.traced("layers", "--style-layers=conv2d_2=2");
    assertEquals(List.of("style conv2d_2", "content conv2d_4", "variation"), names(lines.get(0)));
    differs(bench, "weighted", "--style-layers=conv2d_1=5,conv2d_3");
    bench
        .stylize("l.png", "--style-layers=conv3d_1")
        .ends(ExitCode.USAGE)
        .says("unknown layer 'conv3d_1'", "Did you mean");
  }

  private static List<String> names(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.get("terms").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void contentLayers(StyleBench bench) throws Exception {
    List<JsonNode> lines = bench.traced("content", "--content-layers=conv2d_2,conv2d_3=0.5");
    assertTrue(names(lines.get(0)).containsAll(List.of("content conv2d_2", "content conv2d_3")));
  }

  private static void styleLoss(StyleBench bench) {
    Picture wasserstein = differs(bench, "wasserstein", "--style-loss=wasserstein");
    Picture deviation = differs(bench, "deviation", "--style-loss=deviation");
    assertTrue(Workbench.difference(wasserstein, deviation) > 0.05);
    bench
        .stylize("l.png", "--style-loss=grams")
        .ends(ExitCode.USAGE)
        .says("unknown style loss 'grams'", "Did you mean gram?");
  }

  private static void styleSize(StyleBench bench) throws Exception {
    differs(bench, "sized", "--style-size=40");
    bench.painted("scaled-alike.png", "--style-scale=0.7");
    bench.painted("sized-alike.png", "--style-size=42");
    // 42 pixels beside 60 are a scale of 0.7.
    assertEquals(
        0,
        Workbench.difference(
            Pictures.read(bench.file("scaled-alike.png")),
            Pictures.read(bench.file("sized-alike.png"))));
  }

  private static void palette(StyleBench bench) {
    Picture none = bench.painted("palette0.png", "--palette=0");
    Picture all = bench.painted("palette1.png", "--palette=1");
    double wanted = mean(StyleBench.pattern(true), 0);
    assertTrue(Math.abs(mean(all, 0) - wanted) < Math.abs(mean(none, 0) - wanted));
  }

  private static void variation(StyleBench bench) {
    Picture rough = bench.painted("tv0.png", "--tv=0", "--steps=20,20");
    Picture smooth = bench.painted("tv9.png", "--tv=30", "--steps=20,20");
    assertTrue(roughness(smooth) < 0.8 * roughness(rough), "squares smooth");
    Picture absolute = bench.painted("tva.png", "--tv=absolute=3", "--steps=20,20");
    assertTrue(roughness(absolute) < 0.8 * roughness(rough), "absolute differences smooth");
    bench.stylize("tv.png", "--tv=much").ends(ExitCode.USAGE).says("--tv: expected a number");
  }

  /** Mean difference of neighbours in a row. */
  private static double roughness(Picture picture) {
    double sum = 0;
    for (int i = 1; i < picture.rgb().length; i++) {
      sum += Math.abs(picture.rgb()[i] - picture.rgb()[i - 1]);
    }
    return sum / picture.rgb().length;
  }

  private static void mask(StyleBench bench) {
    float[] rgb = new float[3 * 60 * 50];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i % 60 < 30 ? 1 : 0;
    }
    Path mask = bench.write("mask.png", Picture.of(60, 50, rgb));
    Picture masked = bench.painted("masked.png", "--mask=" + mask);
    Picture photo = Pictures.read(bench.photo);
    double left = 0;
    for (int i = 0; i < rgb.length; i++) {
      double off = Math.abs(masked.rgb()[i] - photo.rgb()[i]);
      if (i % 60 >= 30) {
        assertEquals(0, off, 0);
      } else {
        left += off;
      }
    }
    assertTrue(2 * left / rgb.length > 0.02, "painted where it is white");
    bench
        .stylize("m.png", "--mask=" + mask + "," + mask)
        .ends(ExitCode.USAGE)
        .says("--mask: expected 1 or 1, found 2");
  }

  private static void size(StyleBench bench) {
    assertEquals("90x75, 8 bit", bench.painted("size90.png", "--size=90").toString());
    bench
        .stylize("size.png", "--size=20000")
        .ends(ExitCode.USAGE)
        .says("--size: expected 0 to 16384, found 20000");
  }

  private static void colours(StyleBench bench) {
    List<Picture> made = new ArrayList<>(List.of(bench.plain()));
    for (String kind : List.of("photo", "coral", "histogram", "luminance", "palette")) {
      Picture picture = bench.painted("colors-" + kind + ".png", "--colors=" + kind);
      made.forEach(other -> assertTrue(Workbench.difference(other, picture) > 0.3, kind));
      made.add(picture);
    }
  }

  private static void init(StyleBench bench) {
    for (String kind : List.of("noise", "grey", "style")) {
      differs(bench, "init-" + kind, "--init=" + kind);
    }
    differs(bench, "init-file", "--init=" + bench.dots);
    bench.stylize("i.png", "--init=nosie").ends(ExitCode.FILE).says("nosie");
  }

  private static void scales(StyleBench bench) throws Exception {
    List<JsonNode> lines = bench.traced("scales3", "--scales=3");
    assertEquals(5 + 3 + 3, lines.size());
    assertEquals(30, lines.get(0).get("width").intValue());
    assertEquals(42, lines.get(5).get("width").intValue());
    assertEquals(3, lines.get(8).get("scale").intValue());
    differs(bench, "scales1", "--scales=1");
  }

  private static void steps(StyleBench bench) throws Exception {
    assertEquals(6 + 2, bench.traced("steps62", "--steps=6,2").size());
    assertEquals(6 + 3, bench.traced("steps6", "--steps=6").size());
    bench.stylize("s.png", "--steps=1,2,3").ends(ExitCode.USAGE).says("--steps: expected N or N,M");
    bench.stylize("s.png", "--steps=0").ends(ExitCode.USAGE).says("--steps");
  }

  private static void optimizer(StyleBench bench) {
    differs(bench, "lbfgs", "--optimizer=lbfgs");
    differs(bench, "ascent", "--optimizer=ascent");
    bench.stylize("o.png", "--optimizer=adma").ends(ExitCode.USAGE).says("Did you mean adam?");
  }

  private static void rate(StyleBench bench) throws Exception {
    double slow =
        bench.last("style conv2d_1", "slow", "--rate=0.001", "--palette=0", "--steps=20,9");
    double fast =
        bench.last("style conv2d_1", "fast", "--rate=0.02", "--palette=0", "--steps=20,9");
    assertTrue(fast < 0.9 * slow, fast + " against " + slow);
    bench.stylize("r.png", "--rate=0").ends(ExitCode.USAGE).says("--rate");
  }

  private static void stop(StyleBench bench) throws Exception {
    assertEquals(40 + 40, bench.traced("stop", "--steps=60,60", "--stop=0.99").size());
    bench.stylize("s.png", "--stop=1").ends(ExitCode.USAGE).says("--stop");
  }

  private static void pooling(StyleBench bench) throws Exception {
    // conv2d_4 comes after the first pooling.
    differs(bench, "average", "--pooling=average");
    bench.painted("max.png", "--pooling=max");
    bench.plain();
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("max.png"));
  }

  private static void seed(StyleBench bench) throws Exception {
    bench.plain();
    differs(bench, "seed", "--seed=2");
    bench.painted("again.png", "--seed=1");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("again.png"));
  }
}
