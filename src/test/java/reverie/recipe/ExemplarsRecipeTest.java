package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Crop;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.image.WriteOptions;
import reverie.recipe.ExemplarsRecipe.State;
import reverie.recipe.ExemplarsRecipe.Watch;
import reverie.support.UserException;
import reverie.tensor.RandomAt;
import reverie.zoo.ReceptiveField;
import reverie.zoo.ReceptiveField.Rectangle;

class ExemplarsRecipeTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open("inception-v3");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static ExemplarSettings settings(int top, int size) {
    Map<String, List<Integer>> channels = new LinkedHashMap<>();
    channels.put("mixed0", List.of(7, 0, 255));
    channels.put("conv2d_2", List.of(0, 1, 2, 3));
    return new ExemplarSettings(channels, top, size);
  }

  /** Six pictures of noise over a wave; two of them in folders, one twice as large as asked for. */
  private static Path folder(Path temporary) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("pictures"));
    Files.createDirectories(folder.resolve("deep/er"));
    List<String> names = List.of("a.png", "c.png", "d.png", "deep/b.png", "deep/er/e.png", "f.png");
    for (int i = 0; i < names.size(); i++) {
      int width = i == 2 ? 180 : 84 + i;
      Picture wave = Photos.of(width, 80);
      RandomAt noise = RandomAt.of(i, 0, 0);
      float[] rgb = wave.rgb().clone();
      for (int k = 0; k < rgb.length; k++) {
        rgb[k] = Math.round(255 * (0.6f * rgb[k] + noise.uniform(0, 0.4))) / 255f;
      }
      Pictures.write(
          Picture.of(width, 80, rgb), folder.resolve(names.get(i)), WriteOptions.DEFAULT);
    }
    return folder;
  }

  private static Exemplars run(Path folder) {
    return new ExemplarsRecipe().run(folder, settings(4, 90), session);
  }

  /** What a picture's activations say, one picture after another. */
  private static Map<String, List<Exemplar>> plainly(Path folder) {
    Map<String, List<Exemplar>> all = new LinkedHashMap<>();
    for (Path file : Pictures.below(folder)) {
      Picture picture = Pictures.read(file);
      if (picture.width() > 90) {
        picture = Resampling.resize(picture, 90, 40);
      }
      int width = picture.width();
      int height = picture.height();
      Map<String, INDArray> maps = session.activations(picture, Set.of("mixed0", "conv2d_2"));
      settings(4, 90)
          .channels()
          .forEach(
              (layer, channels) -> {
                INDArray map = maps.get(layer);
                ReceptiveField field = ReceptiveField.of(session.graph(), layer, height, width);
                for (int c : channels) {
                  float best = 0;
                  int[] at = null;
                  for (int y = 0; y < map.size(2); y++) {
                    for (int x = 0; x < map.size(3); x++) {
                      float value = map.getFloat(0, c, y, x);
                      if (value > best) {
                        best = value;
                        at = new int[] {y, x};
                      }
                    }
                  }
                  if (at != null) {
                    all.computeIfAbsent(layer + c, k -> new ArrayList<>())
                        .add(
                            new Exemplar(
                                layer,
                                c,
                                0,
                                folder.relativize(file),
                                best,
                                at[0],
                                at[1],
                                width,
                                height,
                                field.at(at[0], at[1])));
                  }
                }
              });
    }
    all.values().forEach(l -> l.sort(Comparator.comparingDouble(e -> -e.value())));
    return all;
  }

  @Test
  void the_strongest_position_of_each_picture_is_ranked_by_its_activation(@TempDir Path temporary)
      throws Exception {
    Path folder = folder(temporary);
    Map<String, List<Exemplar>> plainly = plainly(folder);
    Exemplars found = run(folder);
    assertEquals(6, found.pictures());
    assertTrue(found.completed());
    settings(4, 90)
        .channels()
        .forEach(
            (layer, channels) -> {
              for (int c : channels) {
                List<Exemplar> expected = plainly.getOrDefault(layer + c, List.of());
                List<Exemplar> ranked = found.of(layer, c);
                assertEquals(Math.min(4, expected.size()), ranked.size());
                for (int i = 0; i < ranked.size(); i++) {
                  Exemplar e = ranked.get(i);
                  Exemplar x = expected.get(i);
                  assertEquals(x.value(), e.value(), 1e-5f * x.value());
                  assertEquals(i + 1, e.rank());
                  assertEquals(
                      List.of(x.file(), x.y(), x.x(), x.pictureWidth(), x.rectangle()),
                      List.of(e.file(), e.y(), e.x(), e.pictureWidth(), e.rectangle()));
                }
              }
            });
    assertTrue(found.all().stream().anyMatch(e -> e.file().startsWith("deep")), "in folders too");
  }

  @Test
  void a_crop_alone_excites_as_much_where_it_is_not_at_the_border(@TempDir Path temporary)
      throws Exception {
    Path folder = folder(temporary);
    Exemplars found = run(folder);
    AtomicInteger whole = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    found.crops(
        (e, crop) -> {
          count.incrementAndGet();
          Rectangle r = e.rectangle();
          assertEquals(r.width() + "x" + r.height(), crop.width() + "x" + crop.height());
          assertArrayEquals(found.crop(e).rgb(), crop.rgb());
          if (e.pictureWidth() > 80 && e.pictureHeight() == 80) {
            Picture picture = Pictures.read(folder.resolve(e.file()));
            assertArrayEquals(
                Crop.rectangle(picture, r.left(), r.top(), r.width(), r.height()).rgb(),
                crop.rgb());
          }
          // conv2d_2 has no padding before it: of a whole field it makes one position.
          if (e.layer().equals("conv2d_2")) {
            whole.incrementAndGet();
            INDArray map = session.activations(crop, Set.of("conv2d_2")).get("conv2d_2");
            assertArrayEquals(new long[] {1, 1}, new long[] {map.size(2), map.size(3)});
            assertEquals(e.value(), map.getFloat(0, e.channel(), 0, 0), 1e-4f * e.value());
          }
        });
    assertEquals(found.all().size(), count.get());
    assertTrue(whole.get() > 0);
  }

  @Test
  void one_that_was_stopped_anywhere_finds_the_same_when_it_goes_on(@TempDir Path temporary)
      throws Exception {
    Path folder = folder(temporary);
    List<Exemplar> unbroken = run(folder).all();
    Optional<State> kept = Optional.of(new State(temporary.resolve("state"), "f32"));
    ExemplarSettings settings = settings(4, 90);
    for (int stop = 1; stop < 6; stop++) {
      Files.deleteIfExists(kept.get().file());
      AtomicInteger asked = new AtomicInteger();
      int most = stop;
      Exemplars part =
          new ExemplarsRecipe()
              .run(
                  folder,
                  settings,
                  session,
                  new Watch() {},
                  () -> asked.getAndIncrement() >= most,
                  kept);
      assertFalse(part.completed());
      assertEquals(stop, part.pictures());
      List<Integer> told = new ArrayList<>();
      Watch watch =
          new Watch() {
            @Override
            public void resumed(int done) {
              told.add(done);
            }

            @Override
            public void counted(int done, int all) {
              told.add(done);
            }
          };
      Exemplars rest =
          new ExemplarsRecipe().run(folder, settings, session, watch, () -> false, kept);
      assertEquals(unbroken, rest.all());
      assertEquals(7 - stop, told.size(), "those that were seen are not seen again");
      assertEquals(stop, told.get(0));
    }
    Files.delete(folder.resolve("a.png"));
    UserException gone =
        assertThrows(
            UserException.class,
            () ->
                new ExemplarsRecipe()
                    .run(folder, settings, session, new Watch() {}, () -> false, kept));
    assertTrue(gone.getMessage().contains("a.png: the picture is gone"), gone.getMessage());
    UserException other =
        assertThrows(
            UserException.class,
            () ->
                new ExemplarsRecipe()
                    .run(folder, settings(3, 90), session, new Watch() {}, () -> false, kept));
    assertTrue(other.getMessage().contains("another search"), other.getMessage());
  }

  @Test
  void damaged_and_small_pictures_are_skipped(@TempDir Path temporary) throws Exception {
    Path folder = folder(temporary);
    List<Exemplar> whole = run(folder).all();
    byte[] bytes = Files.readAllBytes(folder.resolve("a.png"));
    Files.write(folder.resolve("b.png"), Arrays.copyOf(bytes, bytes.length / 2));
    Pictures.write(Photos.of(20, 20), folder.resolve("small.png"), WriteOptions.DEFAULT);
    List<String> told = new ArrayList<>();
    Watch watch =
        new Watch() {
          @Override
          public void skipped(UserException why) {
            told.add(why.getMessage());
          }
        };
    Exemplars found =
        new ExemplarsRecipe()
            .run(folder, settings(4, 90), session, watch, () -> false, Optional.empty());
    assertEquals(List.of(Path.of("b.png"), Path.of("small.png")), found.skipped());
    assertEquals(2, told.size());
    assertTrue(told.get(0).contains("b.png") && told.get(1).contains("too small"), "" + told);
    assertEquals(whole, found.all());
    Path bad = Files.createDirectories(temporary.resolve("bad"));
    Files.copy(folder.resolve("b.png"), bad.resolve("b.png"));
    UserException none = assertThrows(UserException.class, () -> run(bad));
    assertTrue(none.getMessage().contains("none of its 1 pictures"), none.getMessage());
  }

  @Test
  void a_network_of_one_size_sees_the_square_in_the_middle(@TempDir Path temporary)
      throws Exception {
    Pictures.write(Photos.of(60, 40), temporary.resolve("wide.png"), WriteOptions.DEFAULT);
    try (Session digits = Session.open("lecture")) {
      Exemplars found =
          new ExemplarsRecipe()
              .run(temporary, ExemplarSettings.of(Map.of("logits", List.of(0, 3))), digits);
      Exemplar first = found.all().get(0);
      assertEquals(28, first.pictureWidth());
      assertEquals(new Rectangle(0, 0, 26, 26), first.rectangle());
      assertEquals(26, found.crop(first).width());
    }
  }
}
