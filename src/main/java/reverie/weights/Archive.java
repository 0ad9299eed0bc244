package reverie.weights;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import reverie.support.UserException;

/**
 * A zip archive that nobody vouches for: it is read by name and never unpacked. Each name once,
 * none that would leave a folder, and no entry much larger than what it is packed in.
 */
final class Archive implements AutoCloseable {
  /** Trained numbers hardly shrink; untrained zeros may, up to here. */
  private static final long MOST_EXPANSION = 200;

  private static final long SMALL = 1 << 20;
  private static final int MOST_ENTRIES = 100_000;

  private final String source;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();

  private Archive(String source, ZipFile zip) {
    this.source = source;
    this.zip = zip;
  }

  /**
   * Opens it and checks its table of contents.
   *
   * @throws UserException if it is damaged, a bomb, or not a file
   */
  static Archive open(Source source) {
    if (!(source instanceof FileSource file)) {
      throw new UserException(source.name() + ": a zip archive is read from a file only", "");
    }
    long length;
    try (Source.Content content = source.open()) {
      length = content.length();
    }
    try {
      Archive archive = new Archive(source.name(), new ZipFile(file.file().toFile()));
      try {
        archive.check(length);
      } catch (RuntimeException e) {
        archive.close();
        throw e;
      }
      return archive;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          source.name()
              + ": not a whole zip archive: "
              + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  private void check(long length) {
    if (zip.size() > MOST_ENTRIES) {
      throw damaged("expected at most " + MOST_ENTRIES + " entries, found " + zip.size());
    }
    long packed = 0;
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
      String name = entry.getName();
      String where = "entry '" + Json.shown(name) + "': ";
      if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
        throw damaged(where + "expected a name inside the archive");
      }
      if (entries.put(name, entry) != null) {
        throw damaged(where + "is there twice");
      }
      long size = entry.getSize();
      packed += Math.max(0, entry.getCompressedSize());
      if (size < 0 || (size > SMALL && size / MOST_EXPANSION > entry.getCompressedSize())) {
        throw damaged(
            where + size + " bytes packed in " + entry.getCompressedSize() + ": a zip bomb");
      }
    }
    if (packed > length) {
      throw damaged("expected at most " + length + " bytes in its entries, found " + packed);
    }
  }

  /** The names of its entries, sorted. */
  Set<String> names() {
    return new TreeSet<>(entries.keySet());
  }

  /**
   * How many bytes an entry has when unpacked.
   *
   * @throws UserException if there is none of that name
   */
  long size(String name) {
    return entry(name).getSize();
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw damaged("entry '" + Json.shown(name) + "' is missing");
    }
    return entry;
  }

  /** Reads an entry from its start. */
  interface Reader<T> {
    /** Reads it; the stream is closed by the caller. */
    T read(InputStream in) throws IOException;
  }

  /**
   * Reads an entry.
   *
   * @throws UserException if it is missing, cut short, or its checksum is wrong
   */
  <T> T read(String name, Reader<T> reader) {
    try (InputStream in = zip.getInputStream(entry(name))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new UserException(
          source
              + ": entry '"
              + Json.shown(name)
              + "': "
              + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  /** An entry's bytes, at most {@code most}. */
  byte[] bytes(String name, int most) {
    if (size(name) > most) {
      throw damaged(
          "entry '"
              + Json.shown(name)
              + "': expected at most "
              + most
              + " bytes, found "
              + size(name));
    }
    return read(name, in -> in.readNBytes(most));
  }

  private UserException damaged(String what) {
    return new UserException(
        source + ": " + what, "The file is damaged or not to be trusted: fetch it again.");
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UserException(source + ": cannot be read: " + e.getMessage(), "", e);
    }
  }
}
