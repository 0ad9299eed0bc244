package reverie.gallery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that are one folder on every disk, and addresses that mean them. */
final class SiteLinks {
  private static final int LONGEST = 120;
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private SiteLinks() {}

  /**
   * A folder's name for any text, and for no other: small letters, digits, ".", "_" and "-" as they
   * are, "+a" for "A" (there are disks on which "a" and "A" are one folder), "=2f" for a slash and
   * what else there is, by bytes of UTF-8.
   */
  static String slug(String name) {
    StringBuilder slug = new StringBuilder();
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    boolean device = DEVICE.matcher(name).matches();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean edge = i == 0 || i == bytes.length - 1;
      if (c >= 'A' && c <= 'Z' && !(device && i == 0)) {
        slug.append('+').append(Character.toLowerCase(c));
      } else if (plain(c) && !(c == '.' && edge) && !(device && i == 0)) {
        slug.append(c);
      } else {
        slug.append(hex(c));
      }
    }
    if (slug.isEmpty()) {
      return "=";
    }
    return slug.length() <= LONGEST ? slug.toString() : cut(slug.toString()) + "=x" + hash(bytes);
  }

  /** The beginning, without half a letter. */
  private static String cut(String slug) {
    return slug.substring(0, LONGEST - 20).replaceFirst("(\\+|=.?)$", "");
  }

  /** As a part of an address within the site: each part of the path by itself. */
  static String address(String path) {
    StringBuilder address = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean asItIs = plain(c) || (c >= 'A' && c <= 'Z') || c == '/' || c == '+' || c == '=';
      address.append(
          asItIs ? String.valueOf(c) : "%" + hex(c).substring(1).toUpperCase(Locale.ROOT));
    }
    return address.toString();
  }

  /** Refuses a file that is not within the site's folder. */
  static void check(String file) {
    boolean bad = file.contains("\\") || file.isEmpty();
    for (String part : file.split("/", -1)) {
      bad |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (bad) {
      throw new IllegalArgumentException(
          "'" + file + "': expected a path within the site's folder");
    }
  }

  private static boolean plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }

  private static String hex(char c) {
    return "=" + HexFormat.of().toHexDigits((byte) c);
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sum, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
