package reverie.gallery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** All that a site says, for programs: each picture with its values, its seed and its command. */
final class SiteJson {
  private final JsonGenerator json;

  private SiteJson(JsonGenerator json) {
    this.json = json;
  }

  /** One object, with a line for each field; what is not known is left out. */
  static String of(Site site) {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter(" ", "\n");
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      new SiteJson(json).write(site);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void write(Site site) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", "reverie-gallery 1");
    json.writeStringField("reverie", site.reverie());
    json.writeStringField("command", site.command());
    SiteModel model = site.model();
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.name());
    json.writeStringField("description", model.description());
    json.writeStringField("notice", model.notice());
    json.writeStringField("sha256", model.sha256());
    json.writeArrayFieldStart("facts");
    for (SiteModel.Fact fact : model.facts()) {
      json.writeStartObject();
      json.writeStringField("label", fact.label());
      json.writeStringField("value", fact.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeArrayFieldStart("layers");
    for (SiteLayer layer : site.layers()) {
      layer(layer);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void layer(SiteLayer layer) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", layer.name());
    json.writeStringField("page", layer.page());
    json.writeStringField("kind", layer.kind());
    json.writeStringField("shape", layer.shape());
    json.writeNumberField("channels", layer.channels());
    json.writeNumberField("parameters", layer.parameters());
    if (layer.receptiveField().isPresent()) {
      json.writeNumberField("receptiveField", layer.receptiveField().getAsInt());
    }
    if (layer.stride().isPresent()) {
      json.writeNumberField("stride", layer.stride().getAsInt());
    }
    if (layer.dream().isPresent()) {
      figure("dream", layer.dream().get());
    }
    if (layer.filters().isPresent()) {
      figure("filters", layer.filters().get());
    }
    json.writeArrayFieldStart("units");
    for (SiteUnit unit : layer.units()) {
      unit(layer, unit);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void unit(SiteLayer layer, SiteUnit unit) throws IOException {
    json.writeStartObject();
    json.writeNumberField("channel", unit.channel());
    if (unit.label().isPresent()) {
      json.writeStringField("label", unit.label().get());
    }
    json.writeStringField("page", unit.page(layer.name()));
    figure("picture", unit.picture());
    json.writeArrayFieldStart("diversity");
    for (SiteFigure figure : unit.diversity()) {
      figure(figure);
    }
    json.writeEndArray();
    json.writeStringField("measured", unit.measured());
    json.writeArrayFieldStart("exemplars");
    for (SiteExemplar exemplar : unit.exemplars()) {
      SiteExemplar.Place at = exemplar.place();
      json.writeStartObject();
      json.writeStringField("photo", exemplar.photo());
      json.writeNumberField("value", exemplar.value());
      numbers("rectangle", List.of(at.x(), at.y(), at.width(), at.height()));
      numbers("of", List.of(at.ofWidth(), at.ofHeight()));
      figure("picture", exemplar.figure());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("samples");
    for (SiteSample sample : unit.samples()) {
      json.writeStartObject();
      json.writeStringField("name", sample.name());
      json.writeNumberField("value", sample.value());
      figure("picture", sample.figure());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void figure(String field, SiteFigure figure) throws IOException {
    json.writeFieldName(field);
    figure(figure);
  }

  private void figure(SiteFigure figure) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", figure.file());
    json.writeNumberField("width", figure.width());
    json.writeNumberField("height", figure.height());
    json.writeStringField("alt", figure.alt());
    json.writeArrayFieldStart("captions");
    for (String caption : figure.captions()) {
      json.writeString(caption);
    }
    json.writeEndArray();
    if (figure.reading().isPresent()) {
      SiteFigure.Reading reading = figure.reading().get();
      json.writeObjectFieldStart("reading");
      json.writeStringField("what", reading.what());
      json.writeNumberField("value", reading.value());
      json.writeStringField("unit", reading.unit());
      json.writeStringField("compared", reading.compared());
      json.writeEndObject();
    }
    if (figure.seed().isPresent()) {
      json.writeNumberField("seed", figure.seed().getAsLong());
    }
    if (figure.command().isPresent()) {
      json.writeStringField("command", figure.command().get());
    }
    json.writeEndObject();
  }

  private void numbers(String field, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(field);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
