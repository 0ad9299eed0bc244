package reverie.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.Resampling;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.objective.Goal;
import reverie.objective.ObjectiveContext;
import reverie.objective.Objectives;
import reverie.support.FreeMemory;
import reverie.tensor.PictureTensors;
import reverie.zoo.Model;
import reverie.zoo.Models;

/** A model with its compiled network, ready for recipes. Native memory is freed by closing it. */
public final class Session implements ObjectiveContext, AutoCloseable {
  private final Model model;
  private final Network network;
  private final EngineOptions options;

  private Session(Model model, EngineOptions options) {
    this.model = model;
    this.options = options;
    this.network = Networks.compile(model.graph(), options);
  }

  /** Opens a model of the catalogue, such as {@link Models#DEFAULT}, with the best engine. */
  public static Session open(String model) {
    return open(Models.load(model), EngineOptions.DEFAULT);
  }

  /** Opens a model. */
  public static Session open(Model model, EngineOptions options) {
    return new Session(model, options);
  }

  /** What was loaded: graph, preprocessing, suggested layers. */
  public Model model() {
    return model;
  }

  /** The compiled network; it takes images in the model's own range. */
  public Network network() {
    return network;
  }

  /** The bytes of memory that a work may take that begins now. */
  long memory() {
    return options.maxMemory() > 0 ? options.maxMemory() : FreeMemory.bytes() / 4 * 3;
  }

  /** Another graph, such as a part of the model's, computed alike; the caller closes it. */
  Network compile(Graph other) {
    return Networks.compile(other, options);
  }

  @Override
  public Graph graph() {
    return model.graph();
  }

  @Override
  public List<String> labels() {
    return model.labels();
  }

  /** What to strive for, from the text language, such as {@code "mixed4 - 0.1*tv"}. */
  public Goal objective(String expression) {
    return Objectives.parse(expression, this);
  }

  /**
   * What layers make of a picture at its own size, {@code [1, c, h, w]} each; the caller owns the
   * arrays.
   *
   * @param layers names of the model's layers
   */
  public Map<String, INDArray> activations(Picture picture, Set<String> layers) {
    try (ForwardPass pass = network.forward(input(picture), layers)) {
      Map<String, INDArray> result = new LinkedHashMap<>();
      layers.forEach(layer -> result.put(layer, pass.activations().channelsFirst(layer)));
      return result;
    }
  }

  /**
   * A picture at its own size, or smaller; for a network that takes one size, the square in its
   * middle in that size.
   *
   * @param longest what its long side is at most, in pixels
   */
  public Picture fitted(Picture picture, int longest) {
    if (!model.takes(2 * model.minimalSize())) {
      return Classifier.fitted(picture, model.minimalSize());
    }
    Size own = Size.of(picture);
    if (own.longSide() <= longest) {
      return picture;
    }
    Size small = own.withLongSide(longest);
    return Resampling.resize(picture, small.width(), small.height());
  }

  /** The picture as the network sees it, {@code [1, 3, h, w]} in the model's own range. */
  public INDArray input(Picture picture) {
    return model.preprocessing().map().trace(PictureTensors.of(picture)).value();
  }

  @Override
  public INDArray features(Path picture, String layer) {
    try (ForwardPass pass = network.forward(input(Pictures.read(picture)), Set.of(layer))) {
      return pass.activations().of(layer).dup('c');
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
