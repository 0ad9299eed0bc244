package reverie.network;

/**
 * How a network is computed.
 *
 * @param kind which engine
 * @param threads 1 or more; 0 = as many as the machine has cores
 * @param precision number format inside the engine
 * @param maxMemory bytes that a work may take, beyond what the program itself does; 0 = three
 *     quarters of what is free
 */
public record EngineOptions(Kind kind, int threads, Precision precision, long maxMemory) {
  /** As much memory as is there. */
  public EngineOptions(Kind kind, int threads, Precision precision) {
    this(kind, threads, precision, 0);
  }

  /** The engines. */
  public enum Kind {
    /** oneDNN where its binary loads, else ND4J. */
    AUTO,
    /** oneDNN: fast, static plans; 3x3 convolutions by Winograd's algorithm where that pays. */
    ONEDNN,
    /** oneDNN's own convolutions only: to check Winograd's by. */
    DIRECT,
    /** ND4J's operations: slower, wherever ND4J runs. */
    ND4J
  }

  /** The best engine, all cores, float32. */
  public static final EngineOptions DEFAULT = new EngineOptions(Kind.AUTO, 0, Precision.F32);
}
