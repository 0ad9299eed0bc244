package reverie.zoo;

/** Draws a network's layers, asking the draft for the arrays that each needs. */
@FunctionalInterface
interface Design {
  /** Adds every layer in forward order. */
  void draw(Draft draft);
}
