package reverie.objective;

import java.util.List;
import reverie.support.Registry;

/** The kinds of objective that the text language knows. */
public final class ObjectiveKinds {
  /** All of them by name; sorted. A new kind is one file and one line here. */
  public static final Registry<ObjectiveKind> ALL =
      Registry.of(
          "objective",
          ObjectiveKind::name,
          List.of(
              Channel.KIND,
              ClassScore.KIND,
              ChannelDirection.KIND,
              Guide.KIND,
              L1.KIND,
              L2.KIND,
              Layer.KIND,
              Neuron.KIND,
              TotalVariation.SQUARES,
              TotalVariation.ABSOLUTE));

  private ObjectiveKinds() {}
}
