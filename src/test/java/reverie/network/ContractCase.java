package reverie.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A small graph that an engine must compute, and the pictures to compute it on.
 *
 * @param name what is special about it
 * @param graph the graph
 * @param n pictures in the batch
 * @param height rows of a picture
 * @param width columns of a picture
 */
record ContractCase(String name, Graph graph, int n, int height, int width) {
  /** All of them. */
  static List<ContractCase> all() {
    List<ContractCase> all = new ArrayList<>();
    all.addAll(ConvolutionCases.all());
    all.addAll(PoolingCases.all());
    all.addAll(ElementwiseCases.all());
    all.addAll(StructureCases.all());
    return all;
  }

  Features image() {
    return RandomLayers.noise(
        name.hashCode(), n, new FeatureShape(graph.inputChannels(), height, width));
  }

  String lastLayer() {
    List<String> names = graph.layerNames();
    return names.get(names.size() - 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
