package reverie.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.optimize.RunEvent;
import reverie.recipe.RunResult;
import reverie.support.OutputFile;
import reverie.support.UserException;

/**
 * Works off the photos of a command: each is read, worked on with progress, previews and traces,
 * and written; one that fails does not stop the others.
 *
 * @param trace null for none
 */
record Jobs(
    CommandSpec spec,
    OutputOptions output,
    WriteOptions options,
    Wording wording,
    Trace trace,
    BooleanSupplier interrupted) {

  /** What is done to a photo. */
  interface Work {
    /** What progress calls the job. */
    default String name(Batch.Job job) {
      return Batch.stem(job.photo());
    }

    /**
     * Works on a photo.
     *
     * @param listener told of all that happens
     */
    RunResult on(Batch.Job job, Picture photo, Consumer<RunEvent> listener);

    /** What is told of the result in its file. */
    Map<String, String> text(Batch.Job job);
  }

  /** Refuses what cannot be written, before a network is loaded. */
  static void check(Batch batch, OutputOptions output) {
    if (output.preview != null) {
      Pictures.writableFormat(output.preview);
      OutputFile.check(output.preview, output.force);
    }
    if (batch.jobs().size() == 1) {
      OutputFile.check(batch.jobs().get(0).output(), output.force);
    }
  }

  /** Works off all of them; returns the exit code. */
  int run(Batch batch, Work work) {
    PrintWriter err = spec.commandLine().getErr();
    int failed = 0;
    for (Batch.Job job : batch.jobs()) {
      try {
        if (interrupted.getAsBoolean() || !run(job, work)) {
          return ExitCode.INTERRUPTED;
        }
      } catch (UserException e) {
        if (batch.jobs().size() == 1) {
          throw e;
        }
        failed++;
        Errors.print(err, spec.qualifiedName(" "), e);
      }
    }
    if (failed > 0) {
      err.printf(
          "%s: %d of %d photos failed%n", spec.qualifiedName(" "), failed, batch.jobs().size());
    }
    return failed > 0 ? ExitCode.FILE : ExitCode.DONE;
  }

  /** Works on one photo; whether to go on. */
  private boolean run(Batch.Job job, Work work) {
    OutputFile.check(job.output(), output.force);
    Picture photo = Pictures.read(job.photo());
    PrintWriter err = spec.commandLine().getErr();
    RunResult result;
    try (Progress progress = output.quiet ? null : Progress.of(work.name(job), err, wording)) {
      List<Consumer<RunEvent>> listeners = listeners(job);
      if (progress != null) {
        listeners.add(progress);
      }
      result = work.on(job, photo, event -> listeners.forEach(l -> l.accept(event)));
    }
    if (result.steps() == 0 && !result.completed()) {
      err.println(spec.qualifiedName(" ") + ": stopped before the first step; nothing is written");
      return false;
    }
    Pictures.write(result.picture(), job.output(), options.withText(work.text(job)));
    spec.commandLine().getOut().println(job.output());
    if (!result.completed()) {
      err.println(spec.qualifiedName(" ") + ": stopped; the last whole step is in " + job.output());
    }
    return result.completed();
  }

  /** Those that write files on the way. */
  private List<Consumer<RunEvent>> listeners(Batch.Job job) {
    List<Consumer<RunEvent>> listeners = new ArrayList<>();
    if (trace != null) {
      listeners.add(trace.of(job.photo()));
    }
    if (output.preview != null) {
      listeners.add(Snapshots.preview(output.preview, options));
    }
    if (output.saveEvery > 0) {
      listeners.add(Snapshots.every(output.saveEvery, job.output(), options, output.force));
    }
    return listeners;
  }

  /** Tells of a photo that is worked on at a smaller size than its own. */
  void tellOfSize(Batch.Job job, Picture photo, int asked, int largest, String done) {
    int longSide = Math.max(photo.width(), photo.height());
    if (asked == 0 && longSide > largest && !output.quiet) {
      spec.commandLine()
          .getErr()
          .printf(
              "%s: %dx%d is %s at a long side of %d; --size %d takes it whole%n",
              job.photo(), photo.width(), photo.height(), done, largest, longSide);
    }
  }
}
