package reverie.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.message.DataLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.support.UserException;

/**
 * Keras' HDF5 ({@code .h5}): weights alone, or a whole model whose topology stands in an attribute.
 * Arrays are named {@code layer/array}, as {@link LayersModel} names them. Links are not followed,
 * and no array is larger than the file says that it stores.
 */
final class KerasHdfFormat implements WeightFormat {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int SUPERBLOCK = 64;
  private static final int MOST_DEPTH = 16;
  private static final int MOST_ARRAYS = 20_000;

  /** Trained numbers hardly shrink; untrained zeros may, up to here. */
  private static final long MOST_EXPANSION = 200;

  private static final String TOPOLOGY = "model_config";

  @Override
  public String name() {
    return "Keras HDF5";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    byte[] start = new byte[SIGNATURE.length];
    if (head.remaining() < start.length) {
      return false;
    }
    head.get(start);
    return Arrays.equals(SIGNATURE, start);
  }

  @Override
  public Checkpoint read(Source source) {
    if (!(source instanceof FileSource file)) {
      throw new UserException(source.name() + ": HDF5 is read from a file only", "");
    }
    long length = wholeLength(source);
    try (HdfFile hdf = new HdfFile(file.file())) {
      Group root = hdf.getChildren().get("model_weights") instanceof Group inner ? inner : hdf;
      List<Dataset> found = new ArrayList<>();
      collect(source, root, 0, found);
      Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
      Map<String, List<KerasName>> byLayer = KerasName.byLayer(paths(root, found));
      for (Dataset dataset : found) {
        String name = KerasName.of(path(root, dataset), byLayer);
        Weights.Tensor tensor =
            tensor(source.name() + ": array '" + Json.shown(name) + "': ", dataset, length);
        if (tensors.put(name, tensor) != null) {
          throw damaged(source.name() + ": two arrays named '" + Json.shown(name) + "'");
        }
      }
      Weights weights = new Weights(source.name(), tensors, Map.of());
      return topology(source, hdf)
          .<Checkpoint>map(topology -> new LayersModel(weights, topology))
          .orElseGet(() -> new Checkpoint.Arrays(weights));
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new UserException(
          source.name() + ": not a whole HDF5 file: " + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  /**
   * The file's length, which is not to be below the end that its superblock states: as the HDF5
   * library itself demands.
   */
  private static long wholeLength(Source source) {
    try (Source.Content content = source.open()) {
      ByteBuffer start = content.read(0, (int) Math.min(SUPERBLOCK, content.length()));
      int version = start.limit() < SUPERBLOCK ? -1 : start.get(SIGNATURE.length);
      int end =
          switch (version) {
            case 0 -> 40;
            case 1 -> 44;
            case 2, 3 -> 28;
            default ->
                throw damaged(
                    source.name() + ": expected a superblock of version 0 to 3, found " + version);
          };
      long stated = start.getLong(end);
      if (stated < 0 || stated > content.length()) {
        throw damaged(source.name() + ": expected " + stated + " bytes, found " + content.length());
      }
      return content.length();
    }
  }

  private static void collect(Source source, Group group, int depth, List<Dataset> found) {
    if (depth > MOST_DEPTH || found.size() > MOST_ARRAYS) {
      throw damaged(
          source.name()
              + ": expected at most "
              + MOST_ARRAYS
              + " arrays in groups of at most "
              + MOST_DEPTH
              + " levels");
    }
    for (Node child : group.getChildren().values()) {
      // A link may lead to another file, or in a circle.
      if (child.isLink()) {
        throw damaged(source.name() + ": '" + Json.shown(child.getName()) + "' is a link");
      } else if (child instanceof Group inner) {
        if (!inner.getName().equals("optimizer_weights")) {
          collect(source, inner, depth + 1, found);
        }
      } else if (child instanceof Dataset dataset) {
        found.add(dataset);
      }
    }
  }

  private static List<String> paths(Group root, List<Dataset> datasets) {
    return datasets.stream().map(dataset -> path(root, dataset)).toList();
  }

  private static String path(Group root, Dataset dataset) {
    String path = dataset.getPath();
    String start = root.getPath();
    return path.startsWith(start) ? path.substring(start.length()) : path;
  }

  private static Weights.Tensor tensor(String where, Dataset dataset, long length) {
    int[] dimensions = dataset.getDimensions();
    long[] shape = Arrays.stream(dimensions).asLongStream().toArray();
    long size = 1;
    for (long axis : shape) {
      size = axis < 0 || axis > Integer.MAX_VALUE ? Long.MAX_VALUE : size * axis;
      if (shape.length > 8 || size > Integer.MAX_VALUE - 64) {
        throw damaged(
            where + "expected at most 8 axes and 2^31 values, found " + Arrays.toString(shape));
      }
    }
    Class<?> type = dataset.getJavaType();
    if (type != float.class && type != double.class) {
      throw new UserException(
          where + "expected floating-point numbers, found " + type.getSimpleName(),
          "Only networks of floating-point numbers are read.");
    }
    boolean plain = dataset.getDataLayout() == DataLayout.CONTIGUOUS;
    long stored = dataset.getStorageInBytes();
    if (stored > length || size > (plain ? 1 : MOST_EXPANSION) * Math.max(16, stored)) {
      throw damaged(
          where + size + " numbers in " + stored + " bytes of a file of " + length + " bytes");
    }
    Object data = size == 0 ? new float[0] : dataset.getDataFlat();
    return new Weights.Tensor(shape, floats(data));
  }

  private static float[] floats(Object data) {
    if (data instanceof float[] floats) {
      return floats;
    } else if (data instanceof Float one) {
      return new float[] {one};
    } else if (data instanceof Double one) {
      return new float[] {one.floatValue()};
    }
    double[] doubles = (double[]) data;
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private static java.util.Optional<JsonNode> topology(Source source, HdfFile hdf) {
    Attribute attribute = hdf.getAttributes().get(TOPOLOGY);
    if (attribute == null) {
      return java.util.Optional.empty();
    }
    Object text = attribute.getData();
    if (!(text instanceof String json) || json.length() > Json.MOST_BYTES) {
      throw damaged(source.name() + ": expected a text in its attribute " + TOPOLOGY);
    }
    return java.util.Optional.of(
        Json.object(
            source.name() + ": attribute " + TOPOLOGY,
            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))));
  }

  private static UserException damaged(String what) {
    return new UserException(what, "The file is damaged or not to be trusted: fetch it again.");
  }
}
