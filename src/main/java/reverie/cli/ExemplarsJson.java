package reverie.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import reverie.recipe.Exemplar;
import reverie.recipe.ExemplarSettings;
import reverie.recipe.Exemplars;
import reverie.zoo.Model;
import reverie.zoo.ReceptiveField.Rectangle;

/** Exemplars as JSON. */
record ExemplarsJson(Exemplars found, ExemplarSettings settings, Model model) {
  void write(OutputStream out) throws IOException {
    try (JsonGenerator to = new JsonFactory().createGenerator(out)) {
      to.useDefaultPrettyPrinter();
      to.writeStartObject();
      to.writeStringField("model", model.name());
      to.writeStringField("sha256", model.hash());
      to.writeStringField("folder", slashed(found.folder()));
      to.writeNumberField("size", settings.size());
      to.writeNumberField("top", settings.top());
      to.writeNumberField("pictures", found.pictures());
      to.writeArrayFieldStart("skipped");
      for (Path file : found.skipped()) {
        to.writeString(slashed(file));
      }
      to.writeEndArray();
      to.writeArrayFieldStart("layers");
      for (String layer : settings.channels().keySet()) {
        layer(to, layer, settings.channels().get(layer));
      }
      to.writeEndArray();
      to.writeEndObject();
    }
  }

  private void layer(JsonGenerator to, String layer, List<Integer> channels) throws IOException {
    to.writeStartObject();
    to.writeStringField("layer", layer);
    to.writeArrayFieldStart("channels");
    for (int channel : channels) {
      to.writeStartObject();
      to.writeNumberField("channel", channel);
      to.writeArrayFieldStart("exemplars");
      for (Exemplar e : found.of(layer, channel)) {
        exemplar(to, e);
      }
      to.writeEndArray();
      to.writeEndObject();
    }
    to.writeEndArray();
    to.writeEndObject();
  }

  private static void exemplar(JsonGenerator to, Exemplar e) throws IOException {
    to.writeStartObject();
    to.writeNumberField("rank", e.rank());
    to.writeStringField("file", slashed(e.file()));
    to.writeNumberField("activation", e.value());
    to.writeNumberField("x", e.x());
    to.writeNumberField("y", e.y());
    to.writeNumberField("width", e.pictureWidth());
    to.writeNumberField("height", e.pictureHeight());
    Rectangle r = e.rectangle();
    to.writeObjectFieldStart("rectangle");
    to.writeNumberField("left", r.left());
    to.writeNumberField("top", r.top());
    to.writeNumberField("width", r.width());
    to.writeNumberField("height", r.height());
    to.writeEndObject();
    to.writeStringField("crop", ExemplarFiles.crop(e));
    to.writeEndObject();
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
