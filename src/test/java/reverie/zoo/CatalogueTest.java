package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CatalogueTest {
  @TestFactory
  Stream<DynamicTest> each_is_fetched_safely_and_for_a_network_that_is_known() {
    return Catalogue.ALL.all().stream()
        .map(offer -> DynamicTest.dynamicTest(offer.name(), () -> check(offer)));
  }

  private static void check(Offer offer) {
    offer.mirrors().forEach(mirror -> assertEquals("https", mirror.getScheme()));
    assertTrue(offer.mirrors().get(0).getPath().endsWith("/" + offer.file()));
    assertTrue(offer.file().matches("[\\w.-]+"), offer.file());
    int digits = offer.checksum().digits().length();
    switch (offer.checksum().algorithm()) {
      case "SHA-256" -> assertTrue(digits == 8 || digits == 64, digits + " digits");
      case "MD5" -> assertEquals(32, digits);
      default -> throw new AssertionError(offer.checksum().algorithm());
    }
    if (offer.architecture().equals(Offer.OWN)) {
      assertTrue(offer.file().endsWith(".onnx"), offer.file());
    } else {
      assertTrue(Architectures.ALL.names().contains(offer.architecture()), offer.architecture());
    }
  }

  @Test
  void no_two_share_a_file_in_the_cache() {
    Set<String> files = new HashSet<>();
    Catalogue.ALL.all().forEach(offer -> assertTrue(files.add(offer.file()), offer.file()));
  }
}
