package reverie.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.support.UserException;

/** What every picture format keeps to; a new one needs specimens and no other test. */
class PictureFormatContractTest {
  @TempDir Path folder;

  private interface Check {
    void of(PictureFormat format, String kind, byte[] bytes);
  }

  /** One test for each specimen of each format. */
  private static Stream<DynamicTest> each(Check test) {
    return PictureFormats.ALL.stream()
        .flatMap(
            format ->
                Specimens.of(format).entrySet().stream()
                    .map(
                        s ->
                            DynamicTest.dynamicTest(
                                format.name() + ", " + s.getKey(),
                                () -> test.of(format, s.getKey(), s.getValue()))));
  }

  @TestFactory
  Stream<DynamicTest> is_recognised_by_its_content_and_by_one_format_only() {
    return each(
        (format, kind, bytes) -> {
          byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, PictureFormats.HEAD));
          List<PictureFormat> by =
              PictureFormats.ALL.stream().filter(f -> f.recognises(head)).toList();
          assertEquals(List.of(format), by);
        });
  }

  @TestFactory
  Stream<DynamicTest> has_the_size_and_the_colours_of_the_file_whatever_its_name() {
    return each(
        (format, kind, bytes) -> {
          Picture picture = Pictures.read(file("wrong-name.txt", bytes));
          assertEquals(16, picture.width());
          assertEquals(8, picture.height());
          if (!Set.of("grey", "fax").contains(kind)) {
            assertColours(picture);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> cut_short_anywhere_it_is_refused_or_whole() {
    return each(
        (format, kind, bytes) -> {
          Picture whole = Pictures.read(file("whole", bytes));
          int step = Math.max(1, bytes.length / 60);
          for (int length = 0; length < bytes.length; length += step) {
            Path cut = file("cut", Arrays.copyOf(bytes, length));
            try {
              Picture picture = Pictures.read(cut);
              assertEquals(whole.width(), picture.width(), "cut at " + length);
            } catch (UserException e) {
              assertTrue(e.getMessage().startsWith(cut.toString()), e.getMessage());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> cut_in_half_it_is_refused() {
    return each(
        (format, kind, bytes) -> {
          Path cut = file("cut", Arrays.copyOf(bytes, bytes.length / 2));
          UserException e = assertThrows(UserException.class, () -> Pictures.read(cut));
          assertTrue(e.getMessage().contains(format.name()), e.getMessage());
        });
  }

  @TestFactory
  Stream<DynamicTest> with_any_bytes_changed_it_is_refused_or_a_picture() {
    return each(
        (format, kind, bytes) -> {
          Random random = new Random(1);
          for (int trial = 0; trial < 25; trial++) {
            byte[] changed = bytes.clone();
            for (int i = 0; i < 1 + trial % 4; i++) {
              changed[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = file("changed", changed);
            try {
              Pictures.read(file);
            } catch (UserException e) {
              assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> text_by_its_name_is_refused_with_what_was_expected_and_found() {
    return PictureFormats.ALL.stream()
        .map(
            format ->
                DynamicTest.dynamicTest(
                    format.name(),
                    () -> {
                      Path file =
                          file("note." + format.extensions().get(0), "Buy milk\n".getBytes(UTF_8));
                      String message =
                          assertThrows(UserException.class, () -> Pictures.read(file)).getMessage();
                      assertEquals(
                          file
                              + ": expected JPEG, PNG, TIFF, WebP, GIF, BMP, PNM; found text,"
                              + " \"Buy milk\"",
                          message);
                    }));
  }

  private static void assertColours(Picture picture) {
    int[][] centres = {{3, 1}, {12, 1}, {3, 6}, {12, 6}};
    for (int[] at : centres) {
      for (int c = 0; c < 3; c++) {
        float value = picture.rgb()[(c * 8 + at[1]) * 16 + at[0]] * 255;
        int expected = Specimens.colour(at[0], at[1])[c];
        assertEquals(expected, value, 6, "channel " + c + " at " + Arrays.toString(at));
      }
    }
  }

  private Path file(String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
