package reverie.gallery;

import java.util.List;

/**
 * The network that a site shows.
 *
 * @param name as the command line has it
 * @param description a sentence or two
 * @param facts of interest, such as "Input" and "299 x 299 pixels"
 * @param notice whose it is, and on what terms
 * @param sha256 of its file, in hexadecimal
 */
public record SiteModel(
    String name, String description, List<Fact> facts, String notice, String sha256) {

  /** Copies the facts. */
  public SiteModel {
    facts = List.copyOf(facts);
  }

  /**
   * A line of a list of facts.
   *
   * @param label what it is of
   * @param value in words
   */
  public record Fact(String label, String value) {}
}
