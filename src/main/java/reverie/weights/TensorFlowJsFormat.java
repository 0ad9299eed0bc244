package reverie.weights;

import java.nio.ByteBuffer;

/** TensorFlow.js layers models: {@code model.json} and its shards. */
final class TensorFlowJsFormat implements WeightFormat {
  @Override
  public String name() {
    return "TensorFlow.js layers model";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    while (head.hasRemaining()) {
      byte b = head.get();
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{';
      }
    }
    return false;
  }

  @Override
  public Checkpoint read(Source source) {
    return LayersModel.read(source);
  }
}
