package reverie.weights;

import java.nio.ByteBuffer;

/** A file format of checkpoints. A new one is one file, and one line of {@link WeightFormats}. */
interface WeightFormat {
  /** What it is called, such as "safetensors". */
  String name();

  /**
   * Whether a file is of this format, told by its content alone.
   *
   * @param head its first bytes, at most {@link WeightFormats#HEAD}
   */
  boolean recognises(ByteBuffer head);

  /**
   * Reads it whole.
   *
   * @throws reverie.support.UserException if it is damaged or holds what is not supported
   */
  Checkpoint read(Source source);
}
