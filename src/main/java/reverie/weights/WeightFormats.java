package reverie.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import reverie.support.UserException;

/** All checkpoint formats, and reading whichever a file is of. */
public final class WeightFormats {
  /** Bytes from the start of a file that tell its format. */
  static final int HEAD = 512;

  /** All formats, in the order in which they are tried. */
  static final List<WeightFormat> ALL =
      List.of(
          new SafetensorsFormat(),
          new TensorFlowJsFormat(),
          new TorchFormat(),
          new LegacyTorchFormat(),
          new NumpyFormat(),
          new KerasHdfFormat(),
          new Dl4jFormat(),
          new OnnxFormat(),
          new CaffeFormat());

  private WeightFormats() {}

  /** The formats' names. */
  public static List<String> names() {
    return ALL.stream().map(WeightFormat::name).toList();
  }

  /**
   * Reads a checkpoint, telling its format by its content.
   *
   * @param file a file, or the folder of a TensorFlow.js model
   * @throws UserException if it is missing, damaged or of no known format
   */
  public static Weights read(Path file) {
    return open(file).weights();
  }

  /** As {@link #read(Path)}, for a file or a resource. */
  public static Weights read(Source source) {
    return open(source).weights();
  }

  /** As {@link #read(Path)}, with the network's description where the format has one. */
  public static Checkpoint open(Path file) {
    return open(Files.isDirectory(file) ? LayersModel.inFolder(file) : Source.of(file));
  }

  /** As {@link #open(Path)}, for a file or a resource. */
  public static Checkpoint open(Source source) {
    ByteBuffer head;
    try (Source.Content content = source.open()) {
      head = content.read(0, (int) Math.min(HEAD, content.length()));
    }
    for (WeightFormat format : ALL) {
      if (format.recognises(head.duplicate().order(head.order()))) {
        return format.read(source);
      }
    }
    throw new UserException(
        source.name()
            + ": expected weights as "
            + ALL.stream().map(WeightFormat::name).collect(Collectors.joining(", "))
            + ", found "
            + guess(head),
        "Convert it to safetensors.");
  }

  private static String guess(ByteBuffer head) {
    if (!head.hasRemaining()) {
      return "an empty file";
    }
    byte[] start = new byte[Math.min(8, head.remaining())];
    head.get(start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK")) {
      return "a zip archive of another kind (a .keras file? Save it as .h5)";
    }
    return "something that begins with '" + text.replaceAll("[^ -~]", "?") + "'";
  }
}
