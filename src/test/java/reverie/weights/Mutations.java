package reverie.weights;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Small damages to a file, each a function of its seed. */
public final class Mutations {
  private static final String[] WORDS = {
    "-1",
    "99999999999999999999",
    "2147483648",
    "1e999",
    "null",
    "[]",
    "{}",
    "\"\"",
    "0",
    "1",
    "[0,0]"
  };

  private Mutations() {}

  /** The file with one to three damages. */
  public static byte[] of(byte[] file, long seed) {
    Random random = new Random(seed);
    byte[] mutated = file.clone();
    for (int i = random.nextInt(3); i >= 0 && mutated.length > 0; i--) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static byte[] once(byte[] file, Random random) {
    int at = random.nextInt(file.length);
    int until = Math.min(file.length, at + 1 + random.nextInt(12));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, at);
    switch (random.nextInt(6)) {
      case 0 -> { // One bit turned.
        out.write(file[at] ^ 1 << random.nextInt(8));
        until = at + 1;
      }
      case 1 -> { // Another byte.
        out.write(random.nextInt(256));
        until = at + 1;
      }
      case 2 -> {} // A stretch lost.
      case 3 -> { // A stretch twice.
        out.write(file, at, until - at);
        until = at;
      }
      case 4 -> until = file.length; // Cut off.
      default -> { // A run of digits or letters replaced by something ill-fitting.
        until = at;
        while (until < file.length && Character.isLetterOrDigit(file[until])) {
          until++;
        }
        out.writeBytes(
            WORDS[random.nextInt(WORDS.length)].getBytes(
                java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    out.write(file, until, file.length - until);
    return out.toByteArray();
  }
}
