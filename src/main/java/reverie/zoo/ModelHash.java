package reverie.zoo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import reverie.network.ChannelAffine;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Graph;
import reverie.network.Node;

/**
 * Tells networks apart by what they compute: SHA-256 over every layer's name, inputs, operation and
 * weights (float32, least byte first), in forward order. A file's format does not count.
 */
final class ModelHash {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest;
  private final ByteBuffer bytes =
      ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private ModelHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** Of a network, as 64 hexadecimal digits. */
  static String of(Graph graph) {
    ModelHash hash = new ModelHash();
    graph.nodes().forEach(hash::add);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(Node node) {
    add(node.name() + " " + node.inputs());
    if (node.operation() instanceof Convolution c) {
      add(c.kind() + " " + c.groups() + " " + c.window() + " " + c.activation());
      add(c.kernels());
      add(c.bias());
    } else if (node.operation() instanceof Dense d) {
      add(d.kind() + " " + d.activation());
      add(d.weights());
      add(d.bias());
    } else if (node.operation() instanceof ChannelAffine affine) {
      add(affine.kind());
      add(affine.scale());
      add(affine.shift());
    } else {
      add(node.operation().toString());
    }
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private void add(float[] numbers) {
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      bytes.clear();
      bytes.asFloatBuffer().put(numbers, from, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
  }
}
