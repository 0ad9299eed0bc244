package reverie.support;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * An explicit, ordered list of named things: compile-checked, found by "go to definition".
 *
 * @param <T> what is listed
 */
public final class Registry<T> {
  private final String noun;
  private final Map<String, T> byName = new LinkedHashMap<>();

  private Registry(String noun) {
    this.noun = noun;
  }

  /**
   * A registry of these.
   *
   * @param noun what one of them is called in an error, such as "objective"
   * @param name how to read the name of one
   * @throws IllegalArgumentException if two have one name
   */
  public static <T> Registry<T> of(String noun, Function<T, String> name, List<? extends T> all) {
    Registry<T> registry = new Registry<>(noun);
    for (T one : all) {
      if (registry.byName.put(name.apply(one), one) != null) {
        throw new IllegalArgumentException("two " + noun + "s named " + name.apply(one));
      }
    }
    return registry;
  }

  /** All of them, in the order of the list. */
  public List<T> all() {
    return List.copyOf(byName.values());
  }

  /** Their names, in the order of the list. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /**
   * The one of that name.
   *
   * @throws UsageException if there is none, with the close names
   */
  public T get(String name) {
    T found = byName.get(name);
    if (found == null) {
      throw new UsageException(
          "unknown " + noun + " '" + name + "'",
          CloseNames.hint(
              name, byName.keySet(), "Known: " + String.join(", ", byName.keySet()) + "."));
    }
    return found;
  }
}
