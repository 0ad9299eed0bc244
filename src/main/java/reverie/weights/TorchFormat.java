package reverie.weights;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import reverie.support.UserException;

/**
 * PyTorch's zip format, since version 1.6: {@code NAME/data.pkl} describes tensors, {@code
 * NAME/data/KEY} holds the numbers of a storage. The pickle is read, never executed: {@link
 * TorchUnpickler}.
 */
final class TorchFormat implements WeightFormat {
  private static final int MOST_PICKLE = 64 << 20;
  private static final String PICKLE = "/data.pkl";
  private static final int PIECE = 1 << 20;

  @Override
  public String name() {
    return "PyTorch .pth";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    // Which kind of archive it is, its names tell; the first entry's name is near its start.
    return Zips.isZip(head) && Zips.firstName(head).endsWith(PICKLE);
  }

  @Override
  public Checkpoint read(Source source) {
    try (Archive archive = Archive.open(source)) {
      String pickle =
          archive.names().stream()
              .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UserException(
                          source.name() + ": expected an entry NAME/data.pkl",
                          "The file is damaged or not PyTorch's."));
      String folder = pickle.substring(0, pickle.length() - PICKLE.length() + 1);
      ByteOrder order = order(archive, folder);
      TorchUnpickler unpickler = new TorchUnpickler(source.name());
      Object root = unpickler.read(new ByteArrayInputStream(archive.bytes(pickle, MOST_PICKLE)));
      Map<String, TorchUnpickler.View> views = unpickler.tensors(root);
      return new Checkpoint.Arrays(
          TorchTensors.read(
              source.name(),
              views,
              storage ->
                  numbers(source, archive, folder + "data/" + storage.key(), storage, order)));
    }
  }

  private static ByteOrder order(Archive archive, String folder) {
    String entry = folder + "byteorder";
    boolean big =
        archive.names().contains(entry)
            && new String(archive.bytes(entry, 16), StandardCharsets.UTF_8).strip().equals("big");
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static float[] numbers(
      Source source,
      Archive archive,
      String entry,
      TorchUnpickler.Storage storage,
      ByteOrder order) {
    int bytes = storage.type().bytes();
    if (archive.size(entry) != storage.elements() * bytes) {
      throw new UserException(
          source.name()
              + ": entry '"
              + Json.shown(entry)
              + "': expected "
              + storage.elements()
              + " numbers of "
              + bytes
              + " bytes, found "
              + archive.size(entry)
              + " bytes",
          "The file is damaged.");
    }
    return archive.read(entry, in -> decoded(in, storage.type(), (int) storage.elements(), order));
  }

  /** So many numbers from a stream. */
  static float[] decoded(InputStream in, ElementType type, int count, ByteOrder order)
      throws IOException {
    float[] values = new float[count];
    byte[] piece = new byte[(int) Math.min(PIECE, (long) count * type.bytes())];
    int most = piece.length / type.bytes();
    for (int start = 0; start < count; start += most) {
      int some = Math.min(most, count - start);
      if (in.readNBytes(piece, 0, some * type.bytes()) < some * type.bytes()) {
        throw new EOFException("ended after " + start + " numbers of " + count);
      }
      type.decode(ByteBuffer.wrap(piece).order(order), values, start, some);
    }
    return values;
  }
}
