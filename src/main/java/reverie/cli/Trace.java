package reverie.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import reverie.optimize.Position;
import reverie.optimize.RunEvent;
import reverie.support.OutputFile;
import reverie.support.UserException;

/**
 * Writes a JSON line for each step: {@code {"photo": "cat.jpg", "octave": 1, "octaves": 5, "step":
 * 3, "total": 3, "width": 157, "height": 105, "value": 0.98, "terms": {"mixed3": 0.7, "mixed5":
 * 0.28}, "ms": 41.5}}. Counts are from 1; value is what grows. A painting has scales, and a loss
 * that falls.
 */
final class Trace implements AutoCloseable {
  private final Path file;
  private final Wording wording;
  private JsonGenerator json;

  private Trace(Path file, Wording wording) {
    this.file = file;
    this.wording = wording;
  }

  /**
   * A trace in that file, which appears with the first step: a command that fails before leaves
   * none. Its lines are there as soon as the steps are, for programs that follow it.
   *
   * @throws UserException if it cannot be written, or exists and is not to be replaced
   */
  static Trace to(Path file, boolean force, Wording wording) {
    OutputFile.check(file, force);
    return new Trace(file, wording);
  }

  /** A listener that writes the steps of one photo. */
  Consumer<RunEvent> of(Path photo) {
    int[] size = new int[2];
    return event -> {
      if (event instanceof RunEvent.Rescaled rescaled) {
        size[0] = rescaled.width();
        size[1] = rescaled.height();
      } else if (event instanceof RunEvent.Stepped stepped) {
        try {
          write(photo, size, stepped);
        } catch (IOException e) {
          throw new UserException(file + ": cannot be written: " + e.getMessage(), "", e);
        }
      }
    };
  }

  private void write(Path photo, int[] size, RunEvent.Stepped stepped) throws IOException {
    if (json == null) {
      json = new JsonFactory().createGenerator(Files.newBufferedWriter(file));
      json.setRootValueSeparator(null);
    }
    Position p = stepped.position();
    json.writeStartObject();
    json.writeStringField("photo", photo.toString());
    json.writeNumberField(wording.phase(), p.phase() + 1);
    json.writeNumberField(wording.phase() + "s", p.phases());
    json.writeNumberField("step", p.step() + 1);
    json.writeNumberField("total", p.total() + 1);
    json.writeNumberField("width", size[0]);
    json.writeNumberField("height", size[1]);
    json.writeNumberField(wording.value(), wording.told(stepped.value()));
    json.writeObjectFieldStart("terms");
    for (Map.Entry<String, Double> term : stepped.terms().entrySet()) {
      json.writeNumberField(term.getKey(), term.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("ms", Math.round(stepped.milliseconds() * 100) / 100.0);
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  @Override
  public void close() {
    try {
      if (json != null) {
        json.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
