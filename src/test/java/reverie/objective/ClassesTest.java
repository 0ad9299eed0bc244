package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.network.Flatten;
import reverie.network.Graph;
import reverie.support.UsageException;

class ClassesTest {
  private static final Classes CLASSES = Classes.of(Tiny.GRAPH, Tiny.LABELS);

  @ParameterizedTest
  @CsvSource({
    "school bus, 1",
    "School_Bus, 1",
    "tabby, 3",
    "Tabby Cat, 3",
    "'tench, Tinca tinca', 0",
    "4, 4",
    "9, 9",
    "3, 7"
  })
  void a_class_is_found_by_name_by_synonym_and_by_number(String word, int index) {
    assertEquals(index, CLASSES.index(word));
  }

  @Test
  void a_class_is_called_by_its_first_synonym_or_by_its_number() {
    assertEquals("tabby", CLASSES.name(3));
    assertEquals("school bus", CLASSES.name(1));
    assertEquals("3", new Classes(10, List.of()).name(3));
  }

  @Test
  void an_unknown_name_lists_the_close_ones() {
    UsageException e = assertThrows(UsageException.class, () -> CLASSES.index("expresso"));
    assertEquals("unknown class 'expresso'", e.getMessage());
    assertEquals("Did you mean espresso?", e.hint());
  }

  @Test
  void a_name_of_two_classes_asks_for_the_number() {
    UsageException e = assertThrows(UsageException.class, () -> CLASSES.index("crane"));
    assertEquals("there are 2 classes named 'crane'", e.getMessage());
    assertEquals("Give the number: 2, 6.", e.hint());
  }

  @Test
  void a_number_too_large_tells_how_many_there_are() {
    UsageException e = assertThrows(UsageException.class, () -> CLASSES.index("10"));
    assertTrue(e.getMessage().contains("has 10 classes, found class 10"), e.getMessage());
  }

  @Test
  void classes_without_names_are_asked_for_by_number() {
    UsageException e =
        assertThrows(UsageException.class, () -> Classes.of(Tiny.GRAPH, List.of()).index("cat"));
    assertTrue(e.hint().contains("a number from 0 to 9"), e.hint());
  }

  @Test
  void a_network_without_classes_names_one_that_has_them() {
    Graph none = Graph.from("image", 3).add("flat", new Flatten(false)).build();
    UsageException e = assertThrows(UsageException.class, () -> Classes.of(none, List.of()));
    assertTrue(e.getMessage().contains("this network has no classes"), e.getMessage());
    assertTrue(e.hint().contains("--model lecture"), e.hint());
  }

  @Test
  void the_language_points_at_the_name() {
    UsageException e =
        assertThrows(
            UsageException.class, () -> Objectives.parse("tv + class:skool", Tiny.context()));
    assertTrue(e.getMessage().contains("column 12: unknown class 'skool'"), e.getMessage());
  }
}
