package reverie.zoo;

import java.util.Optional;
import reverie.weights.Checkpoint;
import reverie.weights.Source;

/**
 * A network's design: how a checkpoint becomes a {@link Model}. A new one is one file, and one line
 * of {@link Architectures}.
 */
public interface Architecture {
  /** As in {@code --model}, such as {@code inception-v3}. */
  String name();

  /** One line for tables. */
  String description();

  /** The weights that the program brings along, if it does. */
  Optional<Source> embedded();

  /**
   * The network with these weights.
   *
   * @throws reverie.support.UserException if they are damaged or of another network
   */
  Model load(Source weights);

  /**
   * The network with these weights, which were read before.
   *
   * @throws reverie.support.UserException if they are of another network
   */
  Model load(Checkpoint checkpoint);
}
