package reverie.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells zip archives apart by their first bytes. */
final class Zips {
  private static final int SIGNATURE = 0x04034b50;
  private static final int NAME_LENGTH = 26;
  private static final int NAME = 30;

  private Zips() {}

  /** Whether a file begins as a zip archive does. */
  static boolean isZip(ByteBuffer head) {
    return head.remaining() >= NAME
        && head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0) == SIGNATURE;
  }

  /** The name of the first entry, as much of it as there is. */
  static String firstName(ByteBuffer head) {
    int length = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(NAME_LENGTH) & 0xFFFF;
    byte[] name = new byte[Math.min(length, head.remaining() - NAME)];
    head.duplicate().position(NAME).get(name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
