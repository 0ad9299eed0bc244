package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.support.UserException;

/** Downloads from a server of this test's own that cuts, stalls and lies. */
class DownloadTest {
  private static final int LENGTH = 100_000;

  @TempDir Path folder;
  private byte[] file;
  private UnreliableServer server;
  private Path target;

  @BeforeEach
  void start() throws IOException {
    file = new byte[LENGTH];
    new Random(3).nextBytes(file);
    server = new UnreliableServer(file);
    target = folder.resolve("weights.pth");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Checksum right() throws IOException {
    Path whole = Files.write(Files.createTempFile("reverie", "whole"), file);
    try {
      return Checksum.sha256(Checksum.sha256("").of(whole).substring(0, 8));
    } finally {
      Files.delete(whole);
    }
  }

  private void fetch(Optional<Checksum> checksum, URI... mirrors) {
    new Download(Duration.ofMillis(700), bytes -> {})
        .fetch(List.of(mirrors), target, LENGTH + 1000, checksum);
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/good", "/cut", "/cut-no-range", "/stall", "/moved", "/busy"})
  void a_file_comes_whole_in_the_end(String path) throws IOException {
    fetch(Optional.of(right()), server.at(path));
    assertArrayEquals(file, Files.readAllBytes(target));
    assertEquals(List.of("weights.pth"), kept());
  }

  @Test
  void what_is_there_is_not_fetched_twice() throws IOException {
    List<Long> arrived = new ArrayList<>(List.of(0L));
    new Download(Duration.ofMillis(700), arrived::add)
        .fetch(List.of(server.at("/cut")), target, LENGTH + 1000, Optional.of(right()));
    // How much of an answer arrives before its cut is the network's; each byte arrives once.
    for (int i = 1; i < arrived.size(); i++) {
      assertTrue(arrived.get(i) > arrived.get(i - 1), arrived.toString());
    }
    assertEquals(LENGTH, arrived.get(arrived.size() - 1));
    List<String> asked = server.asked();
    assertTrue(asked.size() >= 4, asked.toString());
    for (String one : asked) {
      long from = Long.parseLong(one.substring("/cut ".length()));
      assertTrue(arrived.contains(from), one + " of " + arrived);
    }
    assertEquals(asked.size(), Set.copyOf(asked).size(), asked.toString());
  }

  @Test
  void a_part_of_an_earlier_run_is_continued() throws IOException {
    Files.write(folder.resolve("weights.pth.part"), Arrays.copyOf(file, 70_000));
    fetch(Optional.of(right()), server.at("/good"));
    assertEquals(List.of("/good 70000"), server.asked());
    assertArrayEquals(file, Files.readAllBytes(target));
  }

  @Test
  void a_part_of_another_file_is_found_by_the_checksum_and_not_kept() throws IOException {
    Files.write(folder.resolve("weights.pth.part"), new byte[70_000]);
    Optional<Checksum> right = Optional.of(right());
    assertThrows(UserException.class, () -> fetch(right, server.at("/good")));
    assertEquals(List.of(), kept());
    fetch(right, server.at("/good"));
    assertArrayEquals(file, Files.readAllBytes(target));
  }

  @Test
  void the_next_mirror_is_asked_where_one_has_it_not() throws IOException {
    fetch(Optional.of(right()), server.at("/404"), server.at("/good"));
    assertArrayEquals(file, Files.readAllBytes(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/404,     the server answered 404",
    "/circle,  the server answered 302",
    "/silent,  the server sent nothing",
    "/huge,    the server announces 999999999999",
    "/endless, the server sends more",
  })
  void what_never_comes_whole_is_told(String path, String what) {
    UserException e =
        assertThrows(UserException.class, () -> fetch(Optional.empty(), server.at(path)));
    assertTrue(e.getMessage().contains(what), e.getMessage());
    assertTrue(!Files.exists(target));
  }

  @Test
  void a_wrong_checksum_keeps_nothing() throws IOException {
    UserException e =
        assertThrows(
            UserException.class,
            () -> fetch(Optional.of(Checksum.sha256("00000000")), server.at("/good")));
    assertTrue(e.getMessage().contains("expected SHA-256 00000000, found "), e.getMessage());
    assertEquals(List.of(), kept());
  }

  @Test
  void a_file_that_was_there_stays_where_the_new_one_is_wrong() throws IOException {
    Files.writeString(target, "mine");
    assertThrows(
        UserException.class,
        () -> fetch(Optional.of(Checksum.sha256("00000000")), server.at("/good")));
    assertEquals("mine", Files.readString(target));
  }

  @Test
  void a_server_that_announces_more_than_it_has_gives_nothing() {
    assertThrows(UserException.class, () -> fetch(Optional.empty(), server.at("/short")));
    assertTrue(!Files.exists(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org/x.pth", "ftp://example.org/x", "file:///etc/passwd"})
  void only_https_is_asked(String address) {
    UserException e =
        assertThrows(UserException.class, () -> fetch(Optional.empty(), URI.create(address)));
    assertTrue(e.getMessage().contains("https://"), e.getMessage());
  }

  @Test
  void float16_is_rounded_to_the_nearest_and_read_back() {
    float[] values = {0, -0f, 1, 65504, 1e-8f, 6e-8f, 3.1415927f, -2.0005f, 6.1e-5f, 1e5f};
    float[] expected = {0, -0f, 1, 65504, 0, 0x1p-24f, 3.140625f, -2, 6.1e-5f, 1e5f};
    for (int i = 0; i < values.length; i++) {
      float back = ElementType.half(Half.of(values[i]));
      float most = Math.abs(expected[i]) * 0x1p-11f;
      assertEquals(values[i] > 65520 ? Float.POSITIVE_INFINITY : expected[i], back, most);
    }
    for (int bits = 0; bits < 0x7C00; bits++) {
      assertEquals((short) bits, Half.of(ElementType.half((short) bits)));
    }
  }
}
