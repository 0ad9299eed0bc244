package reverie.network.engine;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Precision;
import reverie.network.nd4j.Nd4jEngine;
import reverie.network.onednn.OneDnnEngine;
import reverie.support.UsageException;
import reverie.support.UserException;

/** Makes networks of graphs. */
public final class Networks {
  private static volatile Thread loading;

  private Networks() {}

  /**
   * Begins to load the native libraries on a thread of its own, so that they load while a model and
   * a picture are read; whoever needs them meanwhile waits. ND4J alone takes half a second. Does
   * nothing if it was asked for before.
   */
  public static synchronized void prepare() {
    if (loading != null) {
      return;
    }
    // JavaCPP's own first, here: a library that loads asks for this class while it holds the lock
    // of loading, and the class's initialiser loads a library. Two threads that begin one each wait
    // for each other for ever: one run in some 200.
    try {
      Loader.load(Pointer.class);
    } catch (LinkageError e) {
      return; // told by whoever needs it
    }
    Thread loader =
        new Thread(
            () -> {
              try {
                Nd4j.scalar(0f);
                OneDnnEngine.available();
              } catch (LinkageError e) {
                // Told by whoever needs them.
                return;
              }
            },
            "native libraries");
    loader.setDaemon(true);
    loading = loader;
    loader.start();
  }

  /**
   * Waits for the thread of {@link #prepare}: no other may load a library meanwhile. JavaCPP looks
   * a symbol up while it holds the list of libraries (dl_iterate_phdr, then dlsym); a dlopen
   * elsewhere takes the same two locks in the other order, and both wait for ever. Nor may the
   * process end: libraries are closed while one is opened.
   */
  public static void settle() {
    Thread loader = loading;
    if (loader == null) {
      return;
    }
    try {
      loader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A network that computes the graph as the options say; close it to free its memory. */
  public static Network compile(Graph graph, EngineOptions options) {
    settle();
    Network network =
        switch (options.kind()) {
          case ONEDNN, DIRECT -> oneDnn(graph, options);
          case ND4J -> nd4j(graph, options);
          case AUTO -> OneDnnEngine.available() ? oneDnn(graph, options) : nd4j(graph, options);
        };
    return graph.aliases().isEmpty() ? network : new AliasedNetwork(network);
  }

  private static Network oneDnn(Graph graph, EngineOptions options) {
    if (!OneDnnEngine.available()) {
      throw new UserException(
          "engine onednn: its binary does not load on this platform",
          "Use --engine nd4j, which is slower.");
    }
    return OneDnnEngine.compile(graph, options);
  }

  private static Network nd4j(Graph graph, EngineOptions options) {
    if (options.precision() != Precision.F32) {
      throw new UsageException(
          "engine nd4j computes in f32 only", "Leave --precision out, or use --engine onednn.");
    }
    if (options.threads() != 0) {
      throw new UsageException(
          "engine nd4j uses every core; --threads " + options.threads() + " would change nothing",
          "Leave --threads out, or use --engine onednn.");
    }
    return Nd4jEngine.compile(graph);
  }
}
