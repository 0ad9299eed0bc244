package reverie.zoo;

import reverie.support.UserException;
import reverie.weights.Source;

/** The catalogue: models by name. */
public final class Models {
  /** The model that is used where none is named. */
  public static final String DEFAULT = "inception-v3";

  private Models() {}

  /**
   * The model of that name with the weights that the program brings along.
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

  static Model load(Architecture architecture) {
    return architecture.load(
        architecture
            .embedded()
            .orElseThrow(
                () ->
                    new UserException(
                        "model '" + architecture.name() + "' comes without weights",
                        "Name a file with its weights.")));
  }
}
