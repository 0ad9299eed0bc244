package reverie.gallery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a site has written, as a browser would. */
final class SitePagesOnDisk {
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  private SitePagesOnDisk() {}

  static List<Path> pages(Path folder) throws IOException {
    return files(folder).stream().filter(file -> file.toString().endsWith(".html")).toList();
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The addresses that a page refers to, as they stand in it. */
  static List<String> references(Path page) throws IOException {
    Matcher matcher = REFERENCE.matcher(Files.readString(page));
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1).replace("&#x3D;", "=").replace("&amp;", "&"));
    }
    return found;
  }

  /** The file that an address in a page means. */
  static Path target(Path page, String address) {
    byte[] bytes = new byte[address.length()];
    int length = 0;
    for (int i = 0; i < address.length(); i++) {
      boolean encoded = address.charAt(i) == '%';
      bytes[length++] =
          (byte)
              (encoded ? Integer.parseInt(address.substring(i + 1, i + 3), 16) : address.charAt(i));
      i += encoded ? 2 : 0;
    }
    String path = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return page.getParent().resolve(path).normalize();
  }
}
