package reverie.network;

import java.util.ArrayList;
import java.util.List;

/** Branches and joins. */
final class StructureCases {
  private static final Window POINT = Window.square(1, 1, 0);
  private static final Window THREE = Window.square(3, 1, 1);
  private static final Window HALVE = Window.square(3, 2, 1);

  private final List<ContractCase> cases = new ArrayList<>();
  private final RandomLayers layers = new RandomLayers(4);

  private StructureCases() {}

  static List<ContractCase> all() {
    StructureCases all = new StructureCases();
    all.concats();
    all.inception();
    all.sums();
    all.residuals();
    return all.cases;
  }

  private void concats() {
    add(
        "concat of two",
        Graph.from("image", 3)
            .add("a", relu(3, 5, THREE))
            .add("b", relu(3, 17, POINT), "image")
            .add("both", new Concat(), "a", "b")
            .add("after", relu(22, 3, POINT)));
    add(
        "concat of the picture, a layer and the same layer again",
        Graph.from("image", 3)
            .add("a", relu(3, 4, THREE))
            .add("all", new Concat(), "image", "a", "a")
            .add("after", relu(11, 3, POINT)));
    add(
        "concat of one",
        Graph.from("image", 3).add("a", relu(3, 4, THREE)).add("one", new Concat(), "a"));
    add(
        "concat of concats, with a layer that is read elsewhere too",
        Graph.from("image", 1)
            .add("a", relu(1, 3, THREE))
            .add("b", relu(3, 5, POINT))
            .add("ab", new Concat(), "a", "b")
            .add("c", relu(8, 2, THREE))
            .add("abc", new Concat(), "ab", "c")
            .add("a-abc", new Concat(), "a", "abc")
            .add("relu", new Activate(Activation.RELU))
            .add("after", layers.convolution(13, 3, POINT)));
    add(
        "a dense block",
        Graph.from("image", 3)
            .add("a", relu(3, 4, THREE))
            .add("norm a", layers.affine(4))
            .add("b", relu(4, 4, THREE))
            .add("ab", new Concat(), "a", "b")
            .add("norm ab", layers.affine(8))
            .add("relu ab", new Activate(Activation.RELU))
            .add("c", relu(8, 4, THREE))
            .add("abc", new Concat(), "ab", "c"));
  }

  private void inception() {
    Pooling pool = new Pooling(Pooling.Type.MAX, THREE, true, false);
    add(
        "an inception module",
        Graph.from("image", 3)
            .add("stem", relu(3, 16, HALVE))
            .add("1x1", relu(16, 8, POINT))
            .add("reduce3", relu(16, 6, POINT), "stem")
            .add("3x3", relu(6, 17, THREE))
            .add("reduce5", relu(16, 3, POINT), "stem")
            .add("5x5", relu(3, 8, Window.square(5, 1, 2)))
            .add("pool", pool, "stem")
            .add("projection", relu(16, 5, POINT))
            .add("module", new Concat(), "1x1", "3x3", "5x5", "projection")
            .add("next", relu(38, 5, THREE)));
  }

  private void sums() {
    add(
        "sum of two with its activation",
        Graph.from("image", 3)
            .add("a", layers.convolution(3, 5, THREE))
            .add("b", layers.convolution(3, 5, POINT), "image")
            .add("sum", new Add(Activation.RELU), "a", "b"));
    add(
        "sum of three without activation",
        Graph.from("image", 3)
            .add("a", relu(3, 17, THREE))
            .add("b", relu(3, 17, POINT), "image")
            .add("c", relu(17, 17, POINT), "a")
            .add("sum", new Add(Activation.IDENTITY), "a", "b", "c"));
    add(
        "sum of a layer with itself and the picture",
        Graph.from("image", 3)
            .add("a", relu(3, 3, THREE))
            .add("sum", new Add(Activation.RELU), "a", "a", "image"));
    add(
        "sum of one",
        Graph.from("image", 3)
            .add("a", layers.convolution(3, 3, THREE))
            .add("sum", new Add(Activation.RELU), "a"));
  }

  private void residuals() {
    add(
        "residual blocks",
        Graph.from("image", 3)
            .add("stem", relu(3, 16, HALVE))
            .add("1a", relu(16, 16, THREE))
            .add("1b", layers.convolution(16, 16, THREE))
            .add("1", new Add(Activation.RELU), "1b", "stem")
            .add("2a", relu(16, 20, HALVE))
            .add("2b", layers.convolution(20, 20, THREE))
            .add("2 shortcut", layers.convolution(16, 20, Window.square(1, 2, 0)), "1")
            .add("2", new Add(Activation.RELU), "2b", "2 shortcut")
            .add("pool", new GlobalPooling(Pooling.Type.AVERAGE))
            .add("logits", layers.dense(20, 7, Activation.IDENTITY)));
    add(
        "an inverted residual block",
        Graph.from("image", 3)
            .add("stem", relu(3, 4, HALVE))
            .add("expand", layers.convolution(4, 12, 1, POINT, Activation.RELU6))
            .add("depthwise", layers.convolution(12, 12, 12, THREE, Activation.RELU6))
            .add("project", layers.convolution(12, 4, POINT))
            .add("sum", new Add(Activation.IDENTITY), "stem", "project"));
  }

  private void add(String name, Graph.Builder graph) {
    cases.add(new ContractCase(name, graph.build(), cases.size() % 2 + 1, 8, 7));
  }

  private Convolution relu(int in, int out, Window window) {
    return layers.convolution(in, out, 1, window, Activation.RELU);
  }
}
