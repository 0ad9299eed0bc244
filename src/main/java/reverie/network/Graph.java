package reverie.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reverie.support.CloseNames;
import reverie.support.UsageException;
import reverie.support.UserException;

/**
 * A frozen feed-forward network as a list of layers in forward order: what is computed, not how.
 * Immutable.
 */
public final class Graph {
  private final Map<String, Node> nodes;
  private final Map<String, String> aliases;

  private Graph(Map<String, Node> nodes, Map<String, String> aliases) {
    this.nodes = nodes;
    this.aliases = Collections.unmodifiableMap(aliases);
  }

  /** Starts a graph whose input node has that name and so many channels. */
  public static Builder from(String inputName, int channels) {
    return new Builder().add(inputName, new Input(channels));
  }

  /** Collects layers in forward order. */
  public static final class Builder {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private String last;

    private Builder() {}

    /**
     * Adds a layer.
     *
     * @param inputs names of layers added before; none = the layer added last
     * @throws IllegalArgumentException if the name is taken, an input is unknown, or their number
     *     does not fit
     */
    public Builder add(String name, Operation operation, String... inputs) {
      List<String> from =
          inputs.length > 0 ? List.of(inputs) : last == null ? List.of() : List.of(last);
      for (String input : from) {
        if (!nodes.containsKey(input)) {
          throw new IllegalArgumentException(
              "layer '" + name + "': its input '" + input + "' is unknown");
        }
      }
      if (!(operation instanceof Input)
          && operation.arity() >= 0
          && from.size() != operation.arity()) {
        throw new IllegalArgumentException(
            "layer '"
                + name
                + "': expected "
                + operation.arity()
                + " inputs, found "
                + from.size());
      }
      if (operation instanceof Input && last != null) {
        throw new IllegalArgumentException("layer '" + name + "': a second input");
      }
      if (aliases.containsKey(name) || nodes.put(name, new Node(name, operation, from)) != null) {
        throw new IllegalArgumentException("two layers named '" + name + "'");
      }
      last = name;
      return this;
    }

    /**
     * Gives the layer added last one more name, such as the {@code relu4_2} of papers.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Builder alias(String alias) {
      if (nodes.containsKey(alias) || aliases.put(alias, last) != null) {
        throw new IllegalArgumentException("two layers named '" + alias + "'");
      }
      return this;
    }

    /** Gives the layer added last the other names that a layer of another graph has. */
    public Builder aliasesOf(Graph other, String layer) {
      other.aliases.forEach(
          (alias, own) -> {
            if (own.equals(layer)) {
              alias(alias);
            }
          });
      return this;
    }

    /** The name of the layer added last. */
    public String last() {
      return last;
    }

    /** The finished graph. */
    public Graph build() {
      return new Graph(new LinkedHashMap<>(nodes), new LinkedHashMap<>(aliases));
    }
  }

  /** All nodes in forward order, the input first. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Names of all layers that can be tapped: every node but the input, in forward order. */
  public List<String> layerNames() {
    return nodes.keySet().stream().skip(1).toList();
  }

  /** Other names of layers, such as {@code relu4_2} for VGG's {@code features.21}, to their own. */
  public Map<String, String> aliases() {
    return aliases;
  }

  /**
   * The node of that name or alias.
   *
   * @throws UsageException if there is none, with the close names
   */
  public Node node(String name) {
    Node node = nodes.get(aliases.getOrDefault(name, name));
    if (node == null) {
      List<String> known = new ArrayList<>(layerNames());
      known.addAll(aliases.keySet());
      throw new UsageException(
          "unknown layer '" + name + "'",
          CloseNames.hint(name, known, "'reverie models show' lists the layers."));
    }
    return node;
  }

  /** The input's channels. */
  public int inputChannels() {
    return ((Input) nodes.values().iterator().next().operation()).channels();
  }

  /** The nodes that the given layers need, themselves included, in forward order. */
  public List<Node> needed(Set<String> layers) {
    Set<String> wanted = new LinkedHashSet<>();
    layers.forEach(name -> wanted.add(node(name).name()));
    List<Node> all = nodes();
    List<Node> result = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (wanted.contains(all.get(i).name())) {
        wanted.addAll(all.get(i).inputs());
        result.add(0, all.get(i));
      }
    }
    return result;
  }

  /**
   * The shapes of these nodes for a picture of that size.
   *
   * @param some nodes in forward order with all that they need, such as {@link #needed}
   * @throws UserException if the picture is too small, naming the layer where it ends
   */
  public Map<String, FeatureShape> shapes(List<Node> some, int height, int width) {
    Map<String, FeatureShape> shapes = new LinkedHashMap<>();
    for (Node node : some) {
      FeatureShape shape;
      if (node.operation() instanceof Input input) {
        shape = new FeatureShape(input.channels(), height, width);
      } else {
        try {
          shape = node.operation().outputShape(node.inputs().stream().map(shapes::get).toList());
        } catch (IllegalArgumentException e) {
          throw new UserException(
              "layer '"
                  + node.name()
                  + "': "
                  + e.getMessage()
                  + ", for a picture of "
                  + width
                  + "x"
                  + height
                  + " pixels",
              "The network may take one size only.");
        }
      }
      if (shape.height() < 1 || shape.width() < 1) {
        throw new UserException(
            "a picture of "
                + width
                + "x"
                + height
                + " pixels is too small for layer '"
                + node.name()
                + "'",
            "Use a larger picture or an earlier layer"
                + smallest(some).map(s -> ": at least " + s + "x" + s + " pixels.").orElse("."));
      }
      if (shape.size() > Integer.MAX_VALUE) {
        throw new UserException(
            "a picture of "
                + width
                + "x"
                + height
                + " pixels makes "
                + shape.size()
                + " numbers of layer '"
                + node.name()
                + "': at most "
                + Integer.MAX_VALUE
                + " can be held",
            "Use a smaller picture.");
      }
      shapes.put(node.name(), shape);
    }
    return shapes;
  }

  /**
   * How many numbers all layers down to these make of a picture of that size.
   *
   * @throws UserException as {@link #shapes}
   */
  public long numbers(Set<String> layers, int height, int width) {
    return shapes(needed(layers), height, width).values().stream()
        .mapToLong(FeatureShape::size)
        .sum();
  }

  /** The smallest square picture that these nodes accept, if it is below 2048 pixels. */
  public java.util.Optional<Integer> smallest(List<Node> some) {
    for (int size = 1; size < 2048; size++) {
      if (fits(some, size)) {
        return java.util.Optional.of(size);
      }
    }
    return java.util.Optional.empty();
  }

  private static boolean fits(List<Node> some, int size) {
    Map<String, FeatureShape> shapes = new LinkedHashMap<>();
    for (Node node : some) {
      try {
        FeatureShape shape =
            node.operation() instanceof Input input
                ? new FeatureShape(input.channels(), size, size)
                : node.operation().outputShape(node.inputs().stream().map(shapes::get).toList());
        if (shape.height() < 1 || shape.width() < 1) {
          return false;
        }
        shapes.put(node.name(), shape);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }
}
