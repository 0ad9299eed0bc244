package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reverie.image.Picture;
import reverie.objective.Goal;
import reverie.objective.ObjectiveKinds;
import reverie.optimize.GradientFilters;
import reverie.optimize.RunEvent;
import reverie.zoo.Models;

/** A few steps of ascent raise every kind of objective (the test that tensorflow/lucid has). */
class AscentTest {
  private static final List<String> EXPRESSIONS =
      List.of(
          "mixed3",
          "layer:mixed5",
          "channel:mixed4:42",
          "neuron:mixed3:500",
          "neuron:mixed3:500:1:2",
          "direction:mixed3:1=1,5=2",
          "direction:mixed3:1=1,5=2:2",
          "guide:samples/coffee.jpg:mixed2",
          "-tv",
          "-tv-abs",
          "-l1",
          "-l2",
          "mixed3 - mixed0 - 0.1*tv");

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open(Models.DEFAULT);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  static List<String> expressions() {
    return EXPRESSIONS;
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void a_few_steps_raise(String expression) {
    Goal goal = session.objective(expression);
    Picture photo = Photos.of(96, 88);
    // No jitter: each step is of the same objective.
    DreamSettings settings =
        new DreamSettings(
            1, 1.4, 4, 0.003, 0, GradientFilters.ALL.get("none").filter(), 0, 0, false, 0);
    List<Double> values = new ArrayList<>();
    new DreamRecipe()
        .run(
            photo,
            goal,
            settings,
            RunContext.of(
                session,
                event -> {
                  if (event instanceof RunEvent.Stepped stepped) {
                    values.add(-stepped.value());
                  }
                }));
    assertEquals(4, values.size());
    assertTrue(values.get(3) > values.get(0), values.toString());
  }

  @Test
  void every_kind_is_among_them() {
    Set<String> missing = new TreeSet<>(ObjectiveKinds.ALL.names());
    // This network has no classes.
    missing.remove("class");
    for (String expression : EXPRESSIONS) {
      missing.remove(expression.replaceAll("^-", "").split(":", 2)[0]);
    }
    assertEquals(Set.of(), missing);
  }
}
