package reverie.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import reverie.support.UserException;

/**
 * What a file's digest must be, or must begin with.
 *
 * @param algorithm of the JDK, such as "SHA-256"; "MD5" where the publisher gives no other
 * @param digits lower-case hexadecimal; torchvision's file names carry the first 8 of SHA-256
 */
public record Checksum(String algorithm, String digits) {
  private static final int PIECE = 1 << 20;

  /** The first digits of a SHA-256. */
  public static Checksum sha256(String digits) {
    return new Checksum("SHA-256", digits);
  }

  /** A whole MD5: it finds damage, not malice. */
  public static Checksum md5(String digits) {
    return new Checksum("MD5", digits);
  }

  /** Whether the file's digest is as expected. */
  public boolean fits(Path file) {
    return of(file).startsWith(digits);
  }

  /** The file's digest, in lower-case hexadecimal. */
  public String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        digest.update(piece, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + e.getMessage(), "", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + digits;
  }
}
