package reverie.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteLinksTest {
  @ParameterizedTest
  @CsvSource({
    "features.21, features.21",
    "relu4_2, relu4_2",
    "conv1/7x7_s2, conv1=2f7x7_s2",
    "Mixed_5b, +mixed_5b",
    "a b, a=20b",
    "ä, =c3=a4",
    "..,  =2e=2e",
    ".a., =2ea=2e",
    "con, =63on",
    "Nul.1, =4eul.1",
    "a=2fb, a=3d2fb",
  })
  void names_that_folders_may_have_stay_readable(String name, String slug) {
    assertEquals(slug, SiteLinks.slug(name));
  }

  @Test
  void no_two_names_share_a_folder_even_where_case_is_not_told_apart() {
    String much = "x/".repeat(80);
    List<String> names =
        List.of(
            "",
            "=",
            ".",
            "a",
            "A",
            "+a",
            "a/b",
            "A/b",
            "a=2fb",
            "a b",
            "con",
            "CON",
            "Con",
            "=63on",
            much,
            much + "1",
            much + "2",
            much.replace('x', 'X'));
    Set<String> slugs = new HashSet<>();
    for (String name : names) {
      String slug = SiteLinks.slug(name);
      assertTrue(slugs.add(slug.toLowerCase(Locale.ROOT)), name);
      assertTrue(slug.matches("[a-z0-9._=+-]{1,120}"), slug);
    }
  }

  @Test
  void an_address_is_the_path_with_its_odd_letters_encoded() {
    assertEquals("a%20b/%23%3F%25/%C3%A4.png", SiteLinks.address("a b/#?%/ä.png"));
    assertEquals("javascript%3Aalert%281%29", SiteLinks.address("javascript:alert(1)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/x.png", "../x.png", "a/../x.png", "a//x.png", "a\\x.png", "a/"})
  void a_picture_outside_the_folder_is_refused(String file) {
    assertThrows(IllegalArgumentException.class, () -> SiteFigure.photo(file, 1, 1, "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "3.2149, 3.21",
    "3, 3.00",
    "0.5, 0.500",
    "0.0625, 0.0625",
    "0.84, 0.840",
    "-0.3, \u22120.300",
    "12.34, 12.3",
    "1234.5, '1,235'",
    "0.00001, 1.00e-05",
    "99.96, 100"
  })
  void numbers_have_three_digits_that_count(double value, String text) {
    assertEquals(text, SiteNumbers.text(value));
  }
}
