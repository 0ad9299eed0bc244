package reverie.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import reverie.support.UserException;

/**
 * Reads the pickles of PyTorch's checkpoints and executes nothing: only the opcodes and classes
 * that a state dict needs are allowed, and none of the library's own constructors is ever called.
 * Every other opcode or class is refused by name.
 */
final class TorchUnpickler extends Unpickler {
  /** A tensor that the pickle describes; strides and offset in elements of its storage. */
  record View(Storage storage, long offset, long[] shape, long[] strides) {}

  /** A storage that the pickle refers to. */
  record Storage(ElementType type, String key, long elements) {}

  /** An object of a class that holds no tensors and is therefore never built. */
  private static final Object NOTHING = new Object();

  private static final String STATE_DICT =
      "Save the weights alone, in Python: torch.save(model.state_dict(), 'weights.pth').";

  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "FloatStorage", ElementType.F32,
          "DoubleStorage", ElementType.F64,
          "HalfStorage", ElementType.F16,
          "BFloat16Storage", ElementType.BF16,
          "ByteStorage", ElementType.U8,
          "LongStorage", ElementType.I64,
          "IntStorage", ElementType.I32);

  private static final Map<String, IObjectConstructor> CLASSES =
      Map.of(
          "collections.OrderedDict", TorchUnpickler::orderedDict,
          "torch._utils._rebuild_tensor", TorchUnpickler::tensor,
          "torch._utils._rebuild_tensor_v2", TorchUnpickler::tensor,
          "torch._utils._rebuild_parameter", arguments -> arguments[0],
          "torch.nn.parameter.Parameter", arguments -> arguments[0],
          "torch.Size", arguments -> arguments[0],
          "torch.device", arguments -> NOTHING);

  private final String source;
  private long things;

  /**
   * Starts to read.
   *
   * @param source the file, for errors
   */
  TorchUnpickler(String source) {
    this.source = source;
  }

  /**
   * The object that one pickle describes; the stream is left behind its last byte.
   *
   * @throws UserException if it is damaged or holds what is not allowed
   */
  Object read(ByteArrayInputStream stream) {
    try {
      return load(stream);
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UserException(
          source + ": its pickle is damaged: " + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    // More things than any checkpoint has: a loop of copies would fill the memory.
    if (++things > 50_000_000) {
      throw refused("more than 50 million opcodes");
    }
    switch (opcode) {
      case Opcodes.GLOBAL -> stack.add(named(line(), line()));
      case Opcodes.BUILD -> stack.pop(); // attributes of a dict, such as _metadata
      case Opcodes.SETITEM, Opcodes.SETITEMS -> setItems(opcode == Opcodes.SETITEMS);
      case Opcodes.BINUNICODE, Opcodes.BINSTRING -> {
        checkLength();
        return super.dispatch(opcode);
      }
      case Opcodes.MARK,
          Opcodes.STOP,
          Opcodes.BINFLOAT,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BINPERSID,
          Opcodes.REDUCE,
          Opcodes.SHORT_BINSTRING,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.PROTO -> {
        return super.dispatch(opcode);
      }
      default ->
          throw refused("pickle opcode 0x%02x ('%c')".formatted(opcode, Math.max(' ', opcode)));
    }
    return NO_RETURN_VALUE;
  }

  private String line() throws IOException {
    return PickleUtils.readline(input);
  }

  /** Four bytes that follow say how many more: refused before memory is taken for them. */
  private void checkLength() throws IOException {
    InputStream in = input;
    in.mark(4);
    int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(in, 4));
    if (length < 0 || length > in.available()) {
      throw new IOException(
          "expected a text of at most "
              + in.available()
              + " bytes, found "
              + Integer.toUnsignedString(length));
    }
    in.reset();
  }

  private void setItems(boolean many) {
    List<Object> items = new ArrayList<>();
    if (many) {
      items.addAll(stack.pop_all_since_marker());
    } else {
      Object value = stack.pop();
      items.add(stack.pop());
      items.add(value);
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> target = (Map<Object, Object>) stack.peek();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object key = items.get(i);
      // A key that is a container could be one that takes for ever to hash.
      if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
        throw refused("a dict key that is neither text nor number");
      }
      if (target.put(key, items.get(i + 1)) != null) {
        throw refused("the name '" + Json.shown(key.toString()) + "' twice");
      }
    }
  }

  private Object named(String module, String name) {
    String full = module + "." + name;
    if (CLASSES.containsKey(full)) {
      return CLASSES.get(full);
    }
    if (module.equals("torch") && STORAGES.containsKey(name)) {
      return STORAGES.get(name);
    }
    throw new UserException(
        source + ": its pickle asks for '" + Json.shown(full) + "', which is not allowed",
        module.startsWith("torch") || !module.contains("os")
            ? "It is more than weights. " + STATE_DICT
            : "Such a file may do harm where it is opened with PyTorch. " + STATE_DICT);
  }

  @Override
  protected Object persistentLoad(Object id) {
    if (!(id instanceof Object[] parts)
        || parts.length < 5
        || !"storage".equals(parts[0])
        || !(parts[1] instanceof ElementType type)
        || !(parts[2] instanceof String key)
        || !(parts[4] instanceof Number elements)) {
      throw refused("a reference that is not to a storage");
    }
    if (parts.length > 5 && parts[5] instanceof Object[] view && view.length == 3) {
      throw refused("a view of another storage");
    }
    return new Storage(type, key, elements.longValue());
  }

  private static Object orderedDict(Object[] arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (arguments.length > 0) {
      // Python 2 gave the pairs here.
      for (Object pair : (List<?>) arguments[0]) {
        List<?> two = pair instanceof List<?> list ? list : List.of((Object[]) pair);
        dict.put((String) two.get(0), two.get(1));
      }
    }
    return dict;
  }

  private static Object tensor(Object[] arguments) {
    return new View(
        (Storage) arguments[0],
        ((Number) arguments[1]).longValue(),
        numbers(arguments[2]),
        numbers(arguments[3]));
  }

  private static long[] numbers(Object tuple) {
    Object[] parts = (Object[]) tuple;
    long[] numbers = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = ((Number) parts[i]).longValue();
    }
    return numbers;
  }

  /**
   * The tensors of a state dict; of several dicts inside one another, those of the first that has
   * some: people save {@code {'epoch': 3, 'state_dict': ...}}.
   */
  Map<String, View> tensors(Object root) {
    List<Object> waiting = new ArrayList<>(List.of(root));
    IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i) instanceof Map<?, ?> dict && seen.put(dict, true) == null) {
        Map<String, View> found = new LinkedHashMap<>();
        dict.forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof View view) {
                found.put(name, view);
              }
            });
        if (!found.isEmpty()) {
          return found;
        }
        waiting.addAll(dict.values());
      }
    }
    throw new UserException(source + ": expected tensors, found none", STATE_DICT);
  }

  private UserException refused(String what) {
    return new UserException(
        source + ": its pickle holds " + what + ", which is not allowed", STATE_DICT);
  }
}
