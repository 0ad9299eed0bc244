package reverie.weights;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import reverie.support.UserException;

/**
 * DeepLearning4J's zip: {@code configuration.json} describes the layers, {@code coefficients.bin}
 * holds all numbers as ND4J writes an array. The state of an updater and a normaliser, which is a
 * serialised Java object, are left alone.
 */
final class Dl4jFormat implements WeightFormat {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final int MOST_JSON = 64 << 20;

  /** Sizes and strides of an array of the highest rank, and what ND4J says beside them. */
  private static final int MOST_SHAPE = 2 * 32 + 4;

  private static final int PIECE = 1 << 16;

  @Override
  public String name() {
    return "DeepLearning4J .zip";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return Zips.isZip(head)
        && (Zips.firstName(head).equals(CONFIGURATION)
            || Zips.firstName(head).equals(COEFFICIENTS));
  }

  @Override
  public Checkpoint read(Source source) {
    try (Archive archive = Archive.open(source)) {
      String json = new String(archive.bytes(CONFIGURATION, MOST_JSON), StandardCharsets.UTF_8);
      long size = archive.size(COEFFICIENTS);
      float[] numbers =
          archive.read(COEFFICIENTS, in -> new Reader(source.name(), in, size).numbers());
      Weights.Tensor row = new Weights.Tensor(new long[] {numbers.length}, numbers);
      return new Dl4jModel(
          new Weights(source.name(), Map.of(Dl4jModel.COEFFICIENTS, row), Map.of()), json);
    }
  }

  /** ND4J's form of an array: a buffer of sizes and strides, then one of the values. */
  private static final class Reader {
    private final String source;
    private final DataInputStream in;
    private final long size;

    Reader(String source, InputStream in, long size) {
      this.source = source;
      this.in = new DataInputStream(new BufferedInputStream(in, PIECE));
      this.size = size;
    }

    float[] numbers() throws IOException {
      in.readUTF(); // how it was allocated
      long shape = length(MOST_SHAPE);
      type("LONG", "INT", shape);
      long count = header();
      String type = in.readUTF();
      int bytes =
          switch (type) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            case "HALF", "FLOAT16" -> Short.BYTES;
            default -> throw wrong("numbers of type " + Json.shown(type));
          };
      if (count > Integer.MAX_VALUE - 8 || count * bytes > size) {
        throw wrong(count + " numbers of " + bytes + " bytes in " + size + " bytes");
      }
      float[] values = new float[(int) count];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case "FLOAT" -> in.readFloat();
              case "DOUBLE" -> (float) in.readDouble();
              default -> ElementType.half(in.readShort());
            };
      }
      return values;
    }

    private long header() throws IOException {
      in.readUTF();
      return length(Long.MAX_VALUE);
    }

    private long length(long most) throws IOException {
      long length = in.readLong();
      if (length < 0 || length > most) {
        throw wrong(length + " entries");
      }
      return length;
    }

    private void type(String eight, String four, long entries) throws IOException {
      String type = in.readUTF();
      if (!type.equals(eight) && !type.equals(four)) {
        throw wrong("sizes of type " + Json.shown(type));
      }
      in.skipNBytes(entries * (type.equals(eight) ? Long.BYTES : Integer.BYTES));
    }

    private UserException wrong(String found) {
      return new UserException(
          source + ": entry '" + COEFFICIENTS + "': expected an array of ND4J, found " + found,
          "The file is damaged or not DeepLearning4J's.");
    }
  }
}
