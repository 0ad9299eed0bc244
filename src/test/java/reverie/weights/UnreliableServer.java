package reverie.weights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server on this machine that serves one file well or badly, as the path says: {@code /good},
 * {@code /cut} (each answer ends after a third of the file), {@code /cut-no-range} (the first does,
 * and ranges are ignored), {@code /stall} (the first answer falls silent), {@code /silent} (all
 * do), {@code /short} (more announced than sent, always), {@code /huge}, {@code /endless} (no
 * length), {@code /moved}, {@code /circle}, {@code /busy} (503 once), {@code /404}.
 */
public final class UnreliableServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?i)range: bytes=(\\d+)-");

  private final ServerSocket socket;
  private final byte[] file;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Starts it, on a free port. */
  public UnreliableServer(byte[] file) throws IOException {
    this.file = file.clone();
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "unreliable server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The address of a path. */
  public URI at(String path) {
    return URI.create("http://localhost:" + socket.getLocalPort() + path);
  }

  /** What was asked for: "/cut 0", "/cut 33", ... */
  public List<String> asked() {
    return asked;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        Thread thread = new Thread(() -> answer(one), "answer");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream()) {
      String path = in.readLine().split(" ", 3)[1];
      int from = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        Matcher range = RANGE.matcher(line);
        from = range.matches() ? Integer.parseInt(range.group(1)) : from;
      }
      asked.add(path + " " + from);
      long before = asked.stream().filter(a -> a.startsWith(path + " ")).count() - 1;
      answer(path, from, before, out);
    } catch (IOException | InterruptedException e) {
      // The client went away, as it should.
      return;
    }
  }

  private void answer(String path, int from, long before, OutputStream out)
      throws IOException, InterruptedException {
    int third = file.length / 3;
    switch (path) {
      case "/good" -> send(out, from, file.length, file.length);
      case "/cut" -> send(out, from, file.length, from + third);
      case "/cut-no-range" -> send(out, 0, file.length, before == 0 ? third : file.length);
      case "/stall" -> {
        send(out, from, file.length, before == 0 ? third : file.length);
        Thread.sleep(before == 0 ? 20_000 : 0);
      }
      case "/silent" -> {
        send(out, from, file.length, from);
        Thread.sleep(20_000);
      }
      case "/short" -> send(out, from, file.length + 10, file.length);
      case "/huge" -> head(out, "200 OK", "Content-Length: 999999999999");
      case "/endless" -> {
        head(out, "200 OK", "Connection: close");
        while (true) {
          out.write(file);
        }
      }
      case "/moved" -> head(out, "302 Found", "Location: /good\r\nContent-Length: 0");
      case "/circle" -> head(out, "302 Found", "Location: /circle\r\nContent-Length: 0");
      case "/busy" -> {
        if (before == 0) {
          head(out, "503 Busy", "Content-Length: 0");
        } else {
          send(out, from, file.length, file.length);
        }
      }
      default -> head(out, "404 Not Found", "Content-Length: 0");
    }
  }

  /** Announces the bytes up to one place and sends them up to another. */
  private void send(OutputStream out, int from, int announced, int sent) throws IOException {
    if (from > 0) {
      head(
          out,
          "206 Partial Content",
          "Content-Length: "
              + (announced - from)
              + "\r\nContent-Range: bytes "
              + from
              + "-"
              + (announced - 1)
              + "/"
              + announced);
    } else {
      head(out, "200 OK", "Content-Length: " + announced);
    }
    out.write(file, from, Math.max(0, Math.min(sent, file.length) - from));
    out.flush();
  }

  private static void head(OutputStream out, String status, String header) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + header + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
