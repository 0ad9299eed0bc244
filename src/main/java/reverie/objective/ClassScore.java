package reverie.objective;

import reverie.support.UsageException;

/**
 * The score of one class, before the softmax: a channel of the layer {@link Classes#LAYER}.
 * Simonyan, Vedaldi and Zisserman 2014, "Deep Inside Convolutional Networks": the softmax would be
 * raised as well by making all other classes unlikely.
 */
final class ClassScore {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "class",
          "class:NAME",
          "score of a class before the softmax, by name or number",
          (arguments, context) -> {
            arguments.expect(1, 1);
            try {
              int index = Classes.of(context.graph(), context.labels()).index(arguments.word(0));
              return new Channel(Classes.LAYER, index);
            } catch (UsageException e) {
              throw arguments.error(0, e.getMessage(), e.hint());
            }
          });

  private ClassScore() {}
}
