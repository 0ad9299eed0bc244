package reverie.network.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A plain address, without JavaCPP's position arithmetic and without ownership. */
final class Address extends Pointer {
  private Address(long at) {
    address = at;
  }

  static Pointer of(long at) {
    return new Address(at);
  }

  /** The same as so many floats. */
  static FloatPointer floats(long at, long count) {
    return new Floats(at, count);
  }

  private static final class Floats extends FloatPointer {
    Floats(long at, long count) {
      super((Pointer) null);
      address = at;
      limit = count;
      capacity = count;
    }
  }
}
