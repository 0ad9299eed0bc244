package reverie.gallery;

import java.util.List;

/** A shell command whose lines break between its words only: an option is not torn at its dash. */
record SiteCommand(List<String> words) {
  static SiteCommand of(String command) {
    return new SiteCommand(List.of(command.split(" ", -1)));
  }
}
