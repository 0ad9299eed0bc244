package reverie.weights;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reverie.support.UserException;

/**
 * PyTorch's format before version 1.6, as torchvision's older checkpoints have it: five pickles (a
 * magic number, the version, sizes of the writer's machine, the object, the storages' keys), then
 * each storage as its number of elements (int64) and its bytes. No pickle is executed: {@link
 * TorchUnpickler}.
 */
final class LegacyTorchFormat implements WeightFormat {
  /** 0x1950a86a20f9469cfc6c as a pickle of protocol 2: PROTO 2, LONG1 of 10 bytes, STOP. */
  private static final byte[] MAGIC = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  private static final int MOST_PICKLES = 16 << 20;

  @Override
  public String name() {
    return "PyTorch .pth (before 1.6)";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    byte[] start = new byte[MAGIC.length];
    if (head.remaining() < start.length) {
      return false;
    }
    head.get(start);
    return java.util.Arrays.equals(start, MAGIC);
  }

  @Override
  public Checkpoint read(Source source) {
    try (Source.Content content = source.open()) {
      byte[] start = new byte[(int) Math.min(MOST_PICKLES, content.length())];
      content.read(0, start.length).get(start);
      ByteArrayInputStream in = new ByteArrayInputStream(start);
      TorchUnpickler unpickler = new TorchUnpickler(source.name());
      unpickler.read(in);
      Object version = unpickler.read(in);
      if (!(version instanceof Number number) || number.intValue() != 1001) {
        throw damaged(source, "expected protocol 1001, found " + Json.shown("" + version));
      }
      ByteOrder order = order(source, unpickler.read(in));
      Map<String, TorchUnpickler.View> views = unpickler.tensors(unpickler.read(in));
      Object keys = unpickler.read(in);
      if (!(keys instanceof List<?> list)) {
        throw damaged(source, "expected the list of its storages");
      }
      long first = start.length - (long) in.available();
      Map<String, Long> offsets = offsets(source, content, first, list, views);
      return new Checkpoint.Arrays(
          TorchTensors.read(
              source.name(),
              views,
              storage -> numbers(content, offsets.get(storage.key()), storage, order)));
    }
  }

  private static ByteOrder order(Source source, Object machine) {
    if (!(machine instanceof Map<?, ?> sizes)) {
      throw damaged(source, "expected the writer's sizes");
    }
    return Boolean.FALSE.equals(sizes.get("little_endian"))
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
  }

  /** Where each storage's numbers begin; together they fill the rest of the file. */
  private static Map<String, Long> offsets(
      Source source,
      Source.Content content,
      long first,
      List<?> keys,
      Map<String, TorchUnpickler.View> views) {
    Map<String, TorchUnpickler.Storage> storages = new HashMap<>();
    for (TorchUnpickler.View view : views.values()) {
      TorchUnpickler.Storage before = storages.put(view.storage().key(), view.storage());
      if (before != null && !before.equals(view.storage())) {
        throw damaged(source, "storage '" + Json.shown(before.key()) + "' has two sizes");
      }
    }
    Map<String, Long> offsets = new HashMap<>();
    long at = first;
    for (Object key : keys) {
      TorchUnpickler.Storage storage = storages.get(String.valueOf(key));
      if (storage == null) {
        throw new UserException(
            source.name() + ": it holds more than one dict of weights",
            "Save the weights alone, in Python: torch.save(model.state_dict(), 'weights.pth').");
      }
      long room = content.length() - at - Long.BYTES;
      long stored = room < 0 ? -1 : content.read(at, Long.BYTES).getLong(0);
      if (stored != storage.elements() || stored > room / storage.type().bytes()) {
        throw damaged(
            source,
            "storage '"
                + Json.shown(storage.key())
                + "': expected "
                + storage.elements()
                + " numbers, found "
                + stored
                + " and "
                + Math.max(0, room)
                + " bytes");
      }
      if (offsets.put(storage.key(), at + Long.BYTES) != null) {
        throw damaged(source, "storage '" + Json.shown(storage.key()) + "' is there twice");
      }
      at += Long.BYTES + stored * storage.type().bytes();
    }
    if (!offsets.keySet().containsAll(storages.keySet())) {
      throw damaged(source, "a storage is missing");
    }
    return offsets;
  }

  private static float[] numbers(
      Source.Content content, long offset, TorchUnpickler.Storage storage, ByteOrder order) {
    if (order == ByteOrder.LITTLE_ENDIAN) {
      return storage.type().read(content, offset, (int) storage.elements());
    }
    throw new UserException("a checkpoint of a big-endian machine", "Save it again on yours.");
  }

  private static UserException damaged(Source source, String what) {
    return new UserException(
        source.name() + ": " + what, "The file is damaged or incomplete: fetch it again.");
  }
}
