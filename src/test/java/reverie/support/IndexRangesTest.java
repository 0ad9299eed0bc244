package reverie.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexRangesTest {
  @Test
  void numbers_and_ranges_keep_their_order_and_are_taken_once() {
    assertEquals(List.of(0, 1, 2, 3), IndexRanges.parse("--channels", "0-3", 10));
    assertEquals(List.of(9, 2, 3, 4, 0), IndexRanges.parse("--channels", "9, 2-4,3,0", 10));
    assertEquals(List.of(5), IndexRanges.parse("--channels", "5-5", 6));
  }

  @Test
  void the_first_are_as_many_as_there_are() {
    assertEquals(List.of(0, 1, 2), IndexRanges.first(64, 3));
    assertEquals(List.of(0, 1), IndexRanges.first(2, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''         | --channels: expected numbers and ranges, found ''",
        "1,,2       | expected numbers and ranges, found ''",
        "-3         | expected numbers and ranges, found '-3'",
        "a          | expected numbers and ranges, found 'a'",
        "1-2-3      | expected numbers and ranges, found '1-2-3'",
        "4-2        | expected a range that rises, found '4-2'",
        "10         | expected numbers from 0 to 9, found 10",
        "0-99999999 | expected numbers from 0 to 9, found 99999999",
        "9999999999 | expected numbers and ranges, found '9999999999'",
      })
  void mistakes_are_told(String text, String message) {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> IndexRanges.parse("--channels", text == null ? "" : text, 10));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
