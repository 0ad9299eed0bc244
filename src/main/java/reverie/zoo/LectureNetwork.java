package reverie.zoo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import reverie.support.OutputFile;
import reverie.weights.Source;

/** The lecture's network in DeepLearning4J: its definition, and its file, DL4J's own zip. */
final class LectureNetwork {
  /** Side of the input, in pixels. */
  static final int SIDE = 28;

  static final int CLASSES = 10;

  private LectureNetwork() {}

  /**
   * The untrained network: 1x28x28, 25 filters of 3x3, 2x2 maxima, 50 filters of 3x3, 2x2 maxima,
   * 1250 numbers, 100 units, 10 digits. ReLU after each but the last.
   *
   * @param rate Adam's learning rate
   * @param seed of the weights: He's normal distribution
   */
  static MultiLayerNetwork untrained(double rate, long seed) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(rate))
            .weightInit(WeightInit.RELU)
            .activation(Activation.RELU)
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).name("conv1").nOut(25).build())
            .layer(pooling("pool1"))
            .layer(new ConvolutionLayer.Builder(3, 3).name("conv2").nOut(50).build())
            .layer(pooling("pool2"))
            .layer(new DenseLayer.Builder().name("dense").nOut(100).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .name("logits")
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(SIDE, SIDE, 1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static SubsamplingLayer pooling(String name) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .name(name)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  /** Reads the network that the program brings along. */
  static MultiLayerNetwork read(Source resource) {
    try (Source.Content content = resource.open()) {
      ByteBuffer buffer = content.read(0, Math.toIntExact(content.length()));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), false);
    } catch (IOException e) {
      throw new UncheckedIOException(resource.name(), e);
    }
  }

  /** Writes the network as DL4J's zip; the same weights give the same bytes. */
  static void write(MultiLayerNetwork network, Path file) {
    OutputFile.write(
        file,
        out -> {
          ByteArrayOutputStream dated = new ByteArrayOutputStream();
          ModelSerializer.writeModel(network, dated, false);
          // DL4J stamps the entries with the time of day.
          try (ZipInputStream in =
                  new ZipInputStream(new ByteArrayInputStream(dated.toByteArray()));
              ZipOutputStream undated = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
              ZipEntry same = new ZipEntry(entry.getName());
              same.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
              undated.putNextEntry(same);
              in.transferTo(undated);
            }
          }
        });
  }
}
