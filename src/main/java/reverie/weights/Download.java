package reverie.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import reverie.support.UserException;

/**
 * Fetches a file that nobody vouches for: over HTTPS, into a {@code .part} file beside its place,
 * continued where it was cut, never longer than announced, and moved to its place only when its
 * checksum is right. A wrong one keeps nothing.
 */
public final class Download {
  private static final int TRIES = 5;
  private static final int PIECE = 1 << 16;
  private static final int PARTIAL = 206;
  private static final int OUT_OF_RANGE = 416;

  private final Duration patience;
  private final LongConsumer progress;

  /**
   * A way to download.
   *
   * @param patience how long a server may send nothing
   * @param progress is told how many bytes are there
   */
  public Download(Duration patience, LongConsumer progress) {
    this.patience = patience;
    this.progress = progress;
  }

  /** A server's answer that another try would not change. */
  private static final class Final extends IOException {
    private static final long serialVersionUID = 1L;

    Final(String message) {
      super(message);
    }
  }

  /**
   * Fetches a file.
   *
   * @param mirrors addresses of the same file, tried in order
   * @param target its place, in a folder that exists
   * @param most bytes that it may have
   * @param checksum that it must have; empty where the user named an address of his own
   * @throws UserException if no address gives it whole, or its checksum is wrong
   */
  public void fetch(List<URI> mirrors, Path target, long most, Optional<Checksum> checksum) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    StringBuilder problems = new StringBuilder();
    for (URI mirror : mirrors) {
      checkAddress(mirror);
      try {
        complete(mirror, part, most);
        finish(part, target, checksum);
        return;
      } catch (IOException e) {
        problems.append(problems.isEmpty() ? "" : "; ").append(mirror).append(": ");
        problems.append(e instanceof Final ? e.getMessage() : Json.shown("" + e.getMessage()));
      }
    }
    throw new UserException(
        "not fetched: " + problems,
        "Try again: what is there already is not fetched twice. Or fetch it by other means and add"
            + " --from FILE.");
  }

  private static void checkAddress(URI address) {
    String host = String.valueOf(address.getHost());
    boolean own = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    if (!"https".equals(address.getScheme()) && !(own && "http".equals(address.getScheme()))) {
      throw new UserException(
          Json.shown(address.toString()) + ": expected an address that begins with https://", "");
    }
  }

  /** Fetches until it is whole; a try that brings nothing counts, one that brings some does not. */
  private void complete(URI address, Path part, long most) throws IOException {
    // From https never to http.
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    for (int failed = 0; ; ) {
      long before = size(part);
      try {
        once(client, address, part, before, most);
        return;
      } catch (Final e) {
        throw e;
      } catch (IOException e) {
        failed = size(part) > before ? failed : failed + 1;
        if (failed >= TRIES) {
          throw e;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Final("interrupted");
      }
    }
  }

  private void once(HttpClient client, URI address, Path part, long there, long most)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", "reverie");
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() == OUT_OF_RANGE) {
        Files.deleteIfExists(part);
        throw new IOException("the server has less than was fetched before");
      } else if (response.statusCode() / 100 != 2) {
        String message = "the server answered " + response.statusCode();
        throw response.statusCode() >= 500 ? new IOException(message) : new Final(message);
      }
      boolean continued = response.statusCode() == PARTIAL && continues(response.headers(), there);
      long start = continued ? there : 0;
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (announced > most - start) {
        throw new Final(
            "expected at most " + most + " bytes, the server announces " + (start + announced));
      }
      save(in, part, start, announced, most);
    }
  }

  private static boolean continues(HttpHeaders headers, long there) {
    return headers
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + there + "-"))
        .isPresent();
  }

  private void save(InputStream in, Path part, long start, long announced, long most)
      throws IOException {
    OpenOption how = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long there = start;
    Watch watch = new Watch(in, patience);
    try (watch;
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        watch.alive();
        there += count;
        if (there > most) {
          throw new Final("expected at most " + most + " bytes, the server sends more");
        }
        out.write(piece, 0, count);
        progress.accept(there);
      }
    } catch (Final e) {
      Files.deleteIfExists(part);
      throw e;
    } catch (IOException e) {
      throw watch.stalled
          ? new IOException("the server sent nothing for " + patience.toSeconds() + " s", e)
          : e;
    }
    if (announced >= 0 && there - start != announced) {
      throw new IOException("cut after " + there + " bytes of " + (start + announced));
    }
  }

  private static void finish(Path part, Path target, Optional<Checksum> checksum)
      throws IOException {
    if (checksum.isPresent() && !checksum.get().fits(part)) {
      String found = checksum.get().of(part);
      Files.deleteIfExists(part);
      throw new Final(
          "expected " + checksum.get() + ", found " + found + "; nothing of it is kept");
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** Closes a stream that sends nothing for too long: whoever reads it then gets an exception. */
  private static final class Watch implements AutoCloseable {
    private final Thread thread;
    private final Duration patience;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    Watch(InputStream in, Duration patience) {
      this.patience = patience;
      this.thread = new Thread(() -> watch(in), "download watch");
      thread.setDaemon(true);
      thread.start();
    }

    private void watch(InputStream in) {
      try {
        while (System.nanoTime() - last < patience.toNanos()) {
          Thread.sleep(Math.max(1, patience.toMillis() / 8));
        }
        stalled = true;
        in.close();
      } catch (InterruptedException | IOException e) {
        // The download has ended, one way or another.
        return;
      }
    }

    void alive() {
      last = System.nanoTime();
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
