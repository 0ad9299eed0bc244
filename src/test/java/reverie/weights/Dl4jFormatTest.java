package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import reverie.support.UserException;

/** Files that DeepLearning4J itself has written. */
class Dl4jFormatTest {
  @TempDir Path folder;

  private static MultiLayerNetwork network(DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                .layer(new OutputLayer.Builder().nOut(3).build())
                .setInputType(InputType.convolutional(4, 4, 1))
                .build());
    network.init();
    return network;
  }

  private static byte[] zip(MultiLayerNetwork network) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, out, false);
    return out.toByteArray();
  }

  /** A small network's file. */
  static byte[] zip() throws IOException {
    return zip(network(DataType.FLOAT));
  }

  private Dl4jModel read(byte[] zip) throws IOException {
    Path file = Files.write(folder.resolve("net.zip"), zip);
    return (Dl4jModel) WeightFormats.open(file);
  }

  @Test
  void numbers_of_each_precision_are_read_back_equal() throws IOException {
    for (DataType type : java.util.List.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16)) {
      MultiLayerNetwork network = network(type);
      Dl4jModel model = read(zip(network));
      float[] expected = network.params().castTo(DataType.FLOAT).reshape(-1).toFloatVector();
      assertArrayEquals(expected, model.coefficients(), type.toString());
      assertTrue(model.configuration().contains("ConvolutionLayer"));
    }
  }

  @Test
  void a_count_beyond_the_files_end_is_refused_before_memory_is_taken() throws IOException {
    byte[] huge = replaced(zip(), Long.MAX_VALUE / 8);
    UserException e = assertThrows(UserException.class, () -> read(huge));
    assertTrue(e.getMessage().contains("net.zip: entry 'coefficients.bin'"), e.getMessage());
    assertEquals(-1, e.getMessage().indexOf('\n'));
    byte[] more = replaced(zip(), 1_000_000);
    assertThrows(UserException.class, () -> read(more));
    byte[] negative = replaced(zip(), -1);
    assertThrows(UserException.class, () -> read(negative));
  }

  /** The same archive, with another count of numbers in its array's second buffer. */
  private static byte[] replaced(byte[] zip, long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (entry.getName().equals("coefficients.bin")) {
          long own = network(DataType.FLOAT).numParams();
          ByteBuffer buffer = ByteBuffer.wrap(content);
          int at = 0;
          for (int i = 0; i + 8 <= content.length; i++) {
            at = buffer.getLong(i) == own && content[i + 8] == 0 && content[i + 9] == 5 ? i : at;
          }
          assertTrue(at > 0, "the count is found");
          buffer.putLong(at, count);
        }
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(content);
      }
    }
    return out.toByteArray();
  }
}
