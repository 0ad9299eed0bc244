package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;

/** The weighted sum, and its signs. */
class GoalTest {
  private static final Objective LAYER = new Layer("mixed4");
  private static final Objective CHANNEL = new Channel("mixed4", 1);
  private static final Objective VARIATION = new TotalVariation(false);

  private final Activations at = Tiny.activations(DataType.DOUBLE, 2, 1);

  private static Goal goal(Term... terms) {
    return new Goal(List.of(terms));
  }

  private static void assertClose(INDArray expected, INDArray found) {
    assertEquals(0, expected.distance2(found), 1e-12);
  }

  @Test
  void what_is_to_be_large_lowers_the_loss() {
    Evaluation alone = LAYER.evaluate(at);
    GoalValue value = goal(new Term("a", 2, LAYER)).evaluate(at);
    assertEquals(-2 * alone.value(), value.loss(), 1e-12);
    assertClose(alone.gradients().get("mixed4").mul(-2), value.gradients().get("mixed4"));
  }

  @Test
  void what_is_to_be_small_raises_the_loss() {
    Evaluation alone = VARIATION.evaluate(at);
    GoalValue value = goal(new Term("a", 2, VARIATION)).evaluate(at);
    assertEquals(2 * alone.value(), value.loss(), 1e-12);
    assertClose(alone.gradients().get("image").mul(2), value.gradients().get("image"));
  }

  @Test
  void terms_on_one_layer_add_their_gradients() {
    INDArray expected =
        LAYER
            .evaluate(at)
            .gradients()
            .get("mixed4")
            .mul(-0.5)
            .add(CHANNEL.evaluate(at).gradients().get("mixed4").mul(-3));
    GoalValue value = goal(new Term("a", 0.5, LAYER), new Term("b", 3, CHANNEL)).evaluate(at);
    assertEquals(Set.of("mixed4"), value.gradients().keySet());
    assertClose(expected, value.gradients().get("mixed4"));
  }

  @Test
  void the_loss_is_the_sum_of_its_terms() {
    double expected = -0.5 * LAYER.evaluate(at).value() + 3 * VARIATION.evaluate(at).value();
    Goal goal = goal(new Term("a", 0.5, LAYER), new Term("b", 3, VARIATION));
    assertEquals(expected, goal.evaluate(at).loss(), 1e-12);
  }

  @Test
  void terms_are_reported_as_they_are_in_their_order() {
    Goal goal = goal(new Term("z", 0.5, LAYER), new Term("a", -3, VARIATION));
    var terms = goal.evaluate(at).terms();
    assertEquals(List.of("z", "a"), List.copyOf(terms.keySet()));
    assertEquals(VARIATION.evaluate(at).value(), terms.get("a"));
  }

  @Test
  void terms_of_one_text_are_told_apart() {
    Goal goal = goal(new Term("a", 1, LAYER), new Term("a", 1, CHANNEL));
    assertEquals(Set.of("a", "a (2)"), goal.evaluate(at).terms().keySet());
  }

  @Test
  void taps_are_the_layers_without_the_image() {
    Goal goal = goal(new Term("a", 1, VARIATION), new Term("b", 1, LAYER));
    assertEquals(Set.of("mixed4"), goal.layers());
    assertTrue(goal.readsImage());
    assertFalse(goal(new Term("b", 1, LAYER)).readsImage());
  }

  @Test
  void a_sum_of_goals_has_the_terms_of_both() {
    Goal sum = Goal.of("a", LAYER).plus(Goal.of("a", VARIATION));
    assertEquals(List.of("a", "a (2)"), sum.terms().stream().map(Term::text).toList());
  }

  @Test
  void a_goal_keeps_its_terms_when_the_list_changes() {
    List<Term> terms = new ArrayList<>(List.of(new Term("a", 1, LAYER)));
    Goal goal = new Goal(terms);
    terms.clear();
    assertEquals(1, goal.terms().size());
  }

  @Test
  void a_goal_of_nothing_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Goal(List.of()));
  }

  @Test
  void a_weight_that_is_no_number_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Term("a", Double.NaN, LAYER));
  }
}
