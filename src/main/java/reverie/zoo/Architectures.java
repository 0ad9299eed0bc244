package reverie.zoo;

import java.util.List;
import reverie.support.Registry;

/** All architectures, in the order of tables. */
public final class Architectures {
  /** By name. */
  public static final Registry<Architecture> ALL =
      Registry.of("model", Architecture::name, List.of(new InceptionV3(), new Lecture()));

  private Architectures() {}
}
