package reverie.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.gallery.Diagram;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.network.Node;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.zoo.Model;
import reverie.zoo.ModelSummary;

/** A network's layers as Keras' summary has them, as text, JSON or a drawing. */
@Command(
    name = "inspect",
    description =
        "Prints a network's layers: output shape (channels x height x width), parameters, weights of one filter, receptive field and stride in pixels of the picture.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
  private static final String ROW = "%-22s %-24s %15s %12s %10s %8s %7s%n";

  @Spec private CommandSpec spec;

  @Mixin private ModelArgument network;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description =
          "Of the picture that the shapes are for, in pixels. Default: 299x299, or the size that the network takes.")
  private PixelSize wanted;

  @Option(names = "--json", description = "Print JSON: one object, a list of layers in it.")
  private boolean json;

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "Draw the network here too, as .svg or .png: layers, shapes, what reads what.")
  private Path graph;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Override
  public Integer call() {
    if (graph != null) {
      if (!endsWith(".svg") && !endsWith(".png")) {
        throw new UsageException(
            graph + ": expected a name that ends in .svg or .png", "Name it so.");
      }
      OutputFile.check(graph, force);
    }
    Model model = network.load();
    PixelSize size = wanted == null ? ModelsCommand.fitting(model) : wanted;
    ModelSummary summary = ModelSummary.of(model.graph(), size.width(), size.height());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(model, size, summary) : text(model, size, summary));
    if (graph != null) {
      draw(diagram(model, size, summary));
      if (!json) {
        out.println(graph);
      }
    }
    out.flush();
    return ExitCode.DONE;
  }

  private boolean endsWith(String ending) {
    return graph.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  private void draw(Diagram diagram) {
    if (endsWith(".png")) {
      Pictures.write(diagram.picture(), graph, WriteOptions.DEFAULT);
    } else {
      byte[] svg = diagram.svg().getBytes(StandardCharsets.UTF_8);
      OutputFile.write(graph, to -> to.write(svg));
    }
  }

  private static String text(Model model, PixelSize size, ModelSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s: %s%nfor a picture of %s pixels, %d channels; at least %d pixels%n%n",
            model.name(),
            model.description(),
            size,
            model.graph().inputChannels(),
            model.minimalSize()));
    text.append(
        String.format(ROW, "layer", "kind", "shape", "parameters", "a filter", "field", "stride"));
    for (ModelSummary.Layer layer : summary.layers()) {
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              layer.name(),
              layer.kind(),
              layer.shape(),
              "%,d".formatted(layer.parameters()),
              layer.perFilter() == 0 ? "-" : Long.toString(layer.perFilter()),
              layer.reach().whole() ? "whole" : Integer.toString(layer.reach().field()),
              layer.reach().whole() ? "-" : stride(layer.reach().stride())));
    }
    return text.append(String.format(Locale.ROOT, "%n%,d parameters%n", summary.parameters()))
        .toString();
  }

  private static String stride(double stride) {
    return stride == Math.rint(stride) ? Long.toString(Math.round(stride)) : "" + stride;
  }

  private static String json(Model model, PixelSize size, ModelSummary summary) {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(text)) {
      to.useDefaultPrettyPrinter();
      to.writeStartObject();
      to.writeStringField("name", model.name());
      to.writeStringField("description", model.description());
      to.writeNumberField("width", size.width());
      to.writeNumberField("height", size.height());
      to.writeNumberField("channels", model.graph().inputChannels());
      to.writeNumberField("parameters", summary.parameters());
      to.writeArrayFieldStart("layers");
      for (ModelSummary.Layer layer : summary.layers()) {
        to.writeStartObject();
        to.writeStringField("name", layer.name());
        to.writeStringField("kind", layer.kind());
        to.writeFieldName("inputs");
        List<String> inputs = model.graph().node(layer.name()).inputs();
        to.writeArray(inputs.toArray(String[]::new), 0, inputs.size());
        to.writeFieldName("shape");
        to.writeArray(
            new int[] {layer.shape().channels(), layer.shape().height(), layer.shape().width()},
            0,
            3);
        to.writeNumberField("parameters", layer.parameters());
        to.writeNumberField("weightsOfAFilter", layer.perFilter());
        if (layer.reach().whole()) {
          to.writeNullField("field"); // the whole picture
          to.writeNullField("stride");
        } else {
          to.writeNumberField("field", layer.reach().field());
          to.writeNumberField("stride", layer.reach().stride());
        }
        to.writeEndObject();
      }
      to.writeEndArray();
      to.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static Diagram diagram(Model model, PixelSize size, ModelSummary summary) {
    List<Node> nodes = model.graph().nodes();
    Diagram.Builder diagram = new Diagram.Builder(model.name() + ", " + size + " pixels");
    Node input = nodes.get(0);
    diagram.add(
        input.name(),
        "input",
        model.graph().inputChannels() + "x" + size.height() + "x" + size.width(),
        List.of());
    for (int i = 1; i < nodes.size(); i++) {
      ModelSummary.Layer layer = summary.layers().get(i - 1);
      diagram.add(layer.name(), layer.kind(), layer.shape().toString(), nodes.get(i).inputs());
    }
    return diagram.build();
  }
}
