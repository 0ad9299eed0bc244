package reverie.zoo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import reverie.support.CloseNames;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.weights.Checkpoint;
import reverie.weights.Dl4jModel;
import reverie.weights.LayersModel;
import reverie.weights.OnnxModel;
import reverie.weights.Source;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;

/** Models by name, or of a file that the user has. */
public final class Models {
  /** The model that is used where none is named. */
  public static final String DEFAULT = "inception-v3";

  private static final String MEMORY = "network";

  private Models() {}

  /**
   * The model of that name with the weights that the program brings along, or that were fetched.
   *
   * @throws reverie.support.UsageException if there is none of that name, with the close ones
   * @throws UserException if it has no weights of its own
   */
  public static Model load(String name) {
    return load(Architectures.ALL.get(name));
  }

  /**
   * The model of that name with other weights.
   *
   * @throws UserException if they are damaged or of another network
   */
  public static Model load(String name, Source weights) {
    return Architectures.ALL.get(name).load(weights);
  }

  /**
   * The model of a file: its format is told by its content, its architecture by the names and
   * shapes of its arrays.
   *
   * @param file a file, or the folder of a TensorFlow.js model
   * @throws UserException if it is missing or damaged, or of no known architecture: then with the
   *     nearest one and what differs
   */
  public static Model open(Path file) {
    return open(file, Optional.empty());
  }

  /**
   * As {@link #open(Path)}, as an architecture of that name: arrays that it does not need are left
   * aside.
   *
   * @param architecture its name, or empty to have it told by the file's content
   */
  public static Model open(Path file, Optional<String> architecture) {
    Optional<Architecture> named = architecture.map(Architectures.ALL::get);
    Checkpoint checkpoint = WeightFormats.open(file);
    return named.isPresent() ? named.get().load(checkpoint) : of(checkpoint);
  }

  /**
   * The model that the word of {@code --model} means: a file, where there is one of that name or
   * the word can only be a path, else a model by name.
   *
   * @param architecture as in {@link #open(Path, Optional)}; for a file only
   */
  public static Model named(String word, Optional<String> architecture) {
    boolean known =
        Architectures.ALL.names().contains(word) || Catalogue.ALL.names().contains(word);
    Path path = known ? null : path(word);
    if (path != null && Files.exists(path)) {
      return open(path, architecture);
    }
    if (path != null && (word.contains("/") || word.contains("\\") || word.contains("."))) {
      throw new UserException(
          word + ": there is no such file",
          CloseNames.hint(
              word, Architectures.ALL.names(), "'reverie models' lists the networks by name."));
    }
    if (architecture.isPresent()) {
      throw new UsageException(
          "--architecture is for files of weights; '" + word + "' is a model by name",
          "Leave --architecture out, or name a file with --model.");
    }
    boolean offered = Catalogue.ALL.names().contains(word);
    Optional<Path> fetched = offered ? Catalogue.ALL.get(word).fetched() : Optional.empty();
    if (fetched.isPresent() && !Architectures.ALL.names().contains(word)) {
      return open(fetched.get());
    }
    if (offered && !Architectures.ALL.names().contains(word)) {
      throw new UserException(
          "weights '" + word + "' are not here yet",
          "Fetch them: reverie models pull " + word + ".");
    }
    return load(word);
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }

  /** All arrays of a checkpoint by name, each of its own shape. */
  public static Weights arrays(Checkpoint checkpoint) {
    return checkpoint instanceof Dl4jModel file ? Dl4jModels.arrays(file) : checkpoint.weights();
  }

  /**
   * A DeepLearning4J network as it is in memory, frozen: what is trained later does not show.
   *
   * @param network of one input: convolutions, pooling, normalisation, dense layers, joined by
   *     concatenation and sums; its pictures are taken to range from 0 to 1
   * @throws UserException if it has a layer of another kind
   */
  public static Model of(ComputationGraph network) {
    return Dl4jModels.of(Dl4jGraph.of(network, MEMORY), MEMORY);
  }

  /** As {@link #of(ComputationGraph)}, for layers in a row. */
  public static Model of(MultiLayerNetwork network) {
    return Dl4jModels.of(Dl4jGraph.of(network, MEMORY), MEMORY);
  }

  /** The model of a checkpoint that was read before; as {@link #open(Path)}. */
  static Model of(Checkpoint checkpoint) {
    if (checkpoint instanceof LayersModel layers) {
      return KerasModels.load(layers, Optional.empty());
    }
    if (checkpoint instanceof OnnxModel onnx) {
      return OnnxModels.load(onnx);
    }
    if (checkpoint instanceof Dl4jModel file) {
      return Dl4jModels.load(file);
    }
    List<Candidate> candidates = Candidate.all(checkpoint.weights(), Architectures.drawn());
    Candidate nearest = candidates.get(0);
    if (!nearest.fit().whole()) {
      throw unknown(checkpoint, nearest);
    }
    if (candidates.size() > 1 && candidates.get(1).fit().whole()) {
      throw new UsageException(
          checkpoint.weights().source()
              + ": fits both "
              + nearest.architecture().name()
              + " and "
              + candidates.get(1).architecture().name(),
          "Say which with --architecture.");
    }
    return nearest.architecture().build(nearest);
  }

  private static UserException unknown(Checkpoint checkpoint, Candidate nearest) {
    String source = checkpoint.weights().source();
    if (nearest.fit().distance() >= 1) {
      return new UserException(
          source
              + ": its "
              + checkpoint.weights().names().size()
              + " arrays are of no known network; the first is '"
              + checkpoint.weights().names().stream()
                  .findFirst()
                  .orElse("none")
                  .replaceAll("\\p{Cntrl}", "?")
              + "'",
          "Known are " + String.join(", ", Architectures.ALL.names()) + ".");
    }
    return new UserException(
        source
            + ": of no known network; the nearest is "
            + nearest.architecture().name()
            + " as "
            + nearest.dialect().name()
            + " names it: "
            + nearest.fit().difference(),
        nearest.fit().complete()
            ? "With --architecture "
                + nearest.architecture().name()
                + " what is extra is left aside."
            : "Known are " + String.join(", ", Architectures.ALL.names()) + ".");
  }

  static Model load(Architecture architecture) {
    return architecture.load(
        architecture
            .embedded()
            .or(() -> fetched(architecture.name()))
            .orElseThrow(
                () ->
                    new UserException(
                        "model '" + architecture.name() + "' comes without weights",
                        hint(architecture.name()))));
  }

  /** Weights of it that were fetched: those of its own name first. */
  private static Optional<Source> fetched(String architecture) {
    return offers(architecture)
        .flatMap(offer -> offer.fetched().stream())
        .findFirst()
        .map(Source::of);
  }

  private static Stream<Offer> offers(String architecture) {
    return Catalogue.ALL.all().stream().filter(offer -> offer.architecture().equals(architecture));
  }

  private static String hint(String architecture) {
    return offers(architecture)
        .findFirst()
        .map(
            offer ->
                "Fetch them once (%d MB): reverie models pull %s. Or name a file: --model FILE."
                    .formatted(offer.mebibytes(), offer.name()))
        .orElse("Name a file with its weights: --model FILE.");
  }
}
