package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import reverie.support.UsageException;

/** The text language: what it means, and what it says of mistakes. */
class ExpressionTest {
  private static Goal parse(String text) {
    return Objectives.parse(text, Tiny.context());
  }

  /** The terms of a goal as "weight text; ...". */
  private static String terms(Goal goal) {
    return goal.terms().stream()
        .map(t -> t.weight() + " " + t.text())
        .collect(Collectors.joining("; "));
  }

  private static UsageException refused(String text) {
    return assertThrows(UsageException.class, () -> parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "mixed4                          | 1.0 mixed4",
        "  layer:mixed4                  | 1.0 layer:mixed4",
        "mixed4+mixed5                   | 1.0 mixed4; 1.0 mixed5",
        "mixed4 -mixed5                  | 1.0 mixed4; -1.0 mixed5",
        "mixed4- mixed5                  | 1.0 mixed4; -1.0 mixed5",
        "-mixed4                         | -1.0 mixed4",
        "0.2*mixed4 + .5 * mixed5        | 0.2 mixed4; 0.5 mixed5",
        "1e-3*tv                         | -0.001 tv",
        "mixed4-1E+2*tv                  | 'error'",
        "mixed4 - 1E+2*tv                | 1.0 mixed4; 100.0 tv",
        "block-1/conv                    | 'error'",
        "\"block-1/conv+bn\"             | 1.0 \"block-1/conv+bn\"",
        "channel:\"block-1/conv+bn\":2   | 1.0 channel:\"block-1/conv+bn\":2",
        "2.conv + 2*2.conv               | 1.0 2.conv; 2.0 2.conv (2)",
        "\"tv\" - tv                     | 1.0 \"tv\"; 1.0 tv",
        "\"dense:0\"                     | 1.0 \"dense:0\"",
        "\"tail-\" - l2                  | 1.0 \"tail-\"; 1.0 l2",
      })
  void text_means(String text, String expected) {
    if (expected.equals("error")) {
      refused(text);
    } else {
      assertEquals(expected, terms(parse(text)));
    }
  }

  @Test
  void the_example_of_the_help_is_understood() {
    Goal goal =
        Objectives.parse(Objectives.EXAMPLE.replace("mixed4:42", "mixed4:4"), Tiny.context());
    assertEquals("0.2 channel:mixed4:4; 1.0 mixed5; 0.1 tv", terms(goal));
  }

  @Test
  void less_of_a_prior_is_a_loss_and_more_of_it_a_gain() {
    var at = Tiny.activations(DataType.DOUBLE, 1, 1);
    double roughness = new TotalVariation(false).evaluate(at).value();
    assertEquals(3 * roughness, parse("-3*tv").evaluate(at).loss(), 1e-12);
    assertEquals(-3 * roughness, parse("3*tv").evaluate(at).loss(), 1e-12);
  }

  @Test
  void a_name_in_quotes_is_a_layer_even_where_a_kind_has_that_name() {
    assertEquals(new Layer("tv"), parse("\"tv\"").terms().get(0).objective());
  }

  @Test
  void a_direction_without_weights_is_a_sum_of_channels() {
    var direction =
        (ChannelDirection) parse("direction:mixed4:0,2=-1.5").terms().get(0).objective();
    assertEquals(
        List.of(1.0, 0.0, -1.5), java.util.Arrays.stream(direction.vector()).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "guide:flowers.jpg:mixed4                   | flowers.jpg",
        "guide:C:\\flowers.jpg:mixed4               | C:\\flowers.jpg",
        "guide:\"my + pictures/a b.jpg\":mixed4     | my + pictures/a b.jpg",
        "guide:\"C:\\my pictures\\a.jpg\":mixed4    | C:\\my pictures\\a.jpg",
        "guide:'a b\".jpg':mixed4 | a b\".jpg",
        "guide:mum's.jpg:mixed4 | mum's.jpg",
        "guide:a-b.jpg:mixed4                       | a-b.jpg",
      })
  void a_guide_is_the_picture_before_the_last_colon(String text, String path) {
    List<Path> asked = new ArrayList<>();
    Objectives.parse(
        text,
        Tiny.context(
            picture -> {
              asked.add(picture);
              return Tiny.random(DataType.FLOAT, 1, 1, 2, 2, 5);
            }));
    assertEquals(List.of(Path.of(path)), asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // text | column | what is said | what is hinted
        "mixd4 | 1 | found 'mixd4' | Did you mean mixed4",
        "mixed5 + layer:mixd4 | 16 | unknown layer 'mixd4' | Did you mean mixed4",
        "0.2*chanel:mixed4:3 | 5 | unknown kind of objective 'chanel' | Did you mean channel",
        "mixed4:3 | 1 | unknown kind of objective 'mixed4' | channel:mixed4:K",
        "channel:mixed4:900 | 16 | has 5 channels | from 0 to 4",
        "channel:mixed5:9 | 16 | has 9 channels | from 0 to 8",
        "channel:mixed4:x | 16 | expected a channel number, found 'x' | channel:LAYER:K",
        "channel:mixed4:99999999999 | 16 | expected a channel number | channel:LAYER:K",
        "mixed4 + channel:mixed4 | 10 | expected channel:LAYER:K, found 1 argument | quoted",
        "tv:3 | 1 | expected tv, found 1 argument | quoted",
        "channel | 1 | expected channel:LAYER:K, found no arguments | quoted",
        "neuron:mixed4:1:2 | 17 | a row without a column | neuron:LAYER:K:Y:X",
        "neuron:mixed4:1:2:q | 19 | expected a column, found 'q' | neuron:LAYER:K",
        "direction:mixed4:1=x | 18 | expected a channel's weight, found 'x' | direction:LAYER",
        "direction:mixed4:1=1,,2 | 18 | expected a channel number, found '' | direction:LAYER",
        "direction:mixed4:1=NaN | 18 | expected a channel's weight, found 'NaN' | direction:LAYER",
        "direction:mixed4:1,7 | 18 | has 5 channels, found channel 7 | from 0 to 4",
        "direction:mixed4:1:\"-2\" | 20 | expected a power of 0 or more | good start",
        "guide:flowers.jpg | 1 | expected guide:IMAGE:LAYER | quoted",
        "guide:flowers.jpg:mixd4 | 19 | unknown layer 'mixd4' | mixed4",
        "layer:image | 7 | 'image' is the picture itself | tv, l1 and l2",
        "layer:input | 7 | unknown layer 'input' | ",
        "mixed4 mixed5 | 8 | expected + or - or the end, found 'm' | quoted",
        "0.2 mixed4 | 1 | found '0.2' | ",
        "mixed4*0.2 | 7 | expected + or - or the end, found '*' | A weight comes first",
        "mixed4-0.2*tv | 1 | found 'mixed4-0.2' | A minus has a space after it",
        "mixed4 + | 9 | expected a kind of objective or a layer, found the end | Such as",
        "mixed4 + + mixed5 | 10 | found '+' | Such as",
        "0.5*-mixed4 | 5 | expected a kind of objective or a layer, found '-' | Such as",
        "2*3*mixed4 | 3 | found '3' | ",
        "channel::3 | 9 | expected an argument, found ':' | Such as",
        "layer:\"mixed4 | 7 | a quote that does not end | \"",
        "1e999*mixed4 | 1 | the weight 1e999 is too large | ",
      })
  void mistakes_are_told_with_their_column(String text, int column, String said, String hinted) {
    UsageException e = refused(text);
    String expected = "objective '" + text + "', column " + column + ": ";
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertTrue(e.hint().contains(hinted == null ? "" : hinted), e.hint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "+", "-", "*", ":", "\"", "\"\"", "0*", "(mixed4)", "tv tv"})
  void what_is_no_expression_is_refused(String text) {
    refused(text);
  }

  @Test
  void layers_have_weights_of_one_or_those_given() {
    assertEquals(
        "1.0 mixed4; 0.5 mixed5; -2.0 block-1/conv+bn",
        terms(Objectives.layers("mixed4, mixed5=0.5,block-1/conv+bn = -2", Tiny.context())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mixed4,mixd5=2 | 8 | unknown layer 'mixd5'",
        "mixed4, mixed5=x | 9 | expected a number after =, found 'x'",
        "mixed4,,mixed5 | 8 | unknown layer ''",
        "mixed4=NaN | 1 | expected a number after =, found 'NaN'",
      })
  void mistakes_in_layers_are_told_with_their_column(String text, int column, String said) {
    var e = assertThrows(UsageException.class, () -> Objectives.layers(text, Tiny.context()));
    assertTrue(e.getMessage().contains("column " + column + ": " + said), e.getMessage());
  }

  @Test
  void each_layer_can_be_written_as_a_word() {
    for (String layer : Tiny.GRAPH.layerNames()) {
      Goal goal = parse(Objectives.word(layer) + " + layer:" + Objectives.word(layer));
      goal.terms().forEach(term -> assertEquals(new Layer(layer), term.objective()));
    }
  }

  @Test
  void plain_names_need_no_quotes() {
    assertEquals("block-1/conv.2", Objectives.word("block-1/conv.2"));
  }

  @Test
  void the_help_tells_of_each_kind() {
    for (ObjectiveKind kind : ObjectiveKinds.ALL.all()) {
      String line = "  " + kind.syntax() + " ";
      assertTrue(
          Objectives.help()
              .lines()
              .anyMatch(l -> l.startsWith(line) && l.endsWith(kind.description())),
          kind.name());
    }
  }

  @Test
  void the_help_fits_a_terminal_of_100_columns() {
    Objectives.help().lines().forEach(line -> assertTrue(line.length() <= 100, line));
  }
}
