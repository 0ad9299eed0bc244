package reverie.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reverie.image.Pictures;
import reverie.support.Folders;
import reverie.support.UsageException;
import reverie.support.UserException;

/**
 * The photos of one command, and where each result goes.
 *
 * @param jobs in the order given; a folder's pictures by name
 */
record Batch(List<Job> jobs) {
  /**
   * One photo.
   *
   * @param photo what is read
   * @param output what is written
   */
  record Job(Path photo, Path output) {}

  /**
   * Finds the photos and names the results.
   *
   * @param named photos and folders of photos
   * @param output a file for one photo, a folder for several; null: the working folder. A folder is
   *     one that exists, or a name that ends with a separator or has no dot: it is made.
   * @param ending of results that are not named, such as "-dream.png"
   * @throws UsageException if two results would have one name, or one file is to hold several
   */
  static Batch of(List<Path> named, String output, String ending) {
    List<Path> photos = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        List<Path> inside = Pictures.in(path);
        if (inside.isEmpty()) {
          throw new UserException(path + ": expected pictures in this folder, found none", "");
        }
        photos.addAll(inside);
      } else {
        photos.add(path);
      }
    }
    if (output != null && !isFolder(output)) {
      if (photos.size() > 1) {
        throw new UsageException(
            "-o " + output + ": one file, for " + photos.size() + " photos",
            "Name a folder: -o " + output + "/");
      }
      Path file = path(output);
      Pictures.writableFormat(file);
      return new Batch(List.of(new Job(photos.get(0), file)));
    }
    Path folder = output == null ? Path.of("") : Folders.made(path(output));
    List<Job> jobs = new ArrayList<>();
    Map<Path, Path> taken = new HashMap<>();
    for (Path photo : photos) {
      Path result = folder.resolve(stem(photo) + ending);
      Path other = taken.put(result, photo);
      if (other != null) {
        throw new UsageException(
            other + " and " + photo + " would both become " + result,
            "Give them in two commands, with -o for one of them.");
      }
      jobs.add(new Job(photo, result));
    }
    return new Batch(List.copyOf(jobs));
  }

  private static boolean isFolder(String output) {
    Path path = path(output);
    return output.endsWith("/")
        || output.endsWith(File.separator)
        || Files.isDirectory(path)
        || !fileName(path).contains(".");
  }

  private static Path path(String output) {
    try {
      return Path.of(output);
    } catch (InvalidPathException e) {
      throw new UsageException("-o " + output + ": " + e.getReason(), "Choose another name.");
    }
  }

  /** A file's name without its extension. */
  static String stem(Path file) {
    String name = fileName(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String fileName(Path file) {
    return file.getFileName() == null ? "" : file.getFileName().toString();
  }
}
