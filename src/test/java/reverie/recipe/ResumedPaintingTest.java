package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.optimize.Optimizers;
import reverie.optimize.RunEvent;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.support.UserException;

/** Paintings that stop and go on. */
class ResumedPaintingTest extends SmallPaintings {
  @Test
  void a_run_that_goes_on_from_any_step_gives_the_bytes_of_an_unbroken_one(@TempDir Path folder) {
    for (String optimizer : Optimizers.ALL.names()) {
      Schedule d = Schedule.DEFAULT;
      Schedule schedule =
          new Schedule(
              2, 3, 3, Optimizers.ALL.get(optimizer), -1, d.averaging(), 0, d.jitter(), d.edge());
      StylizeSettings settings = settings().with(schedule);
      float[] unbroken = pixels(settings);
      // In a size, between two, and after all.
      for (int done : new int[] {1, 3, 4, 6}) {
        Path file = folder.resolve(optimizer + done + ".safetensors");
        stopAfter(done, settings, file, Style.of(STYLE));
        Checkpoints resume = new Checkpoints(Optional.empty(), 0, Optional.of(file));
        RunResult result =
            new StylizeRecipe()
                .run(PHOTO, List.of(Style.of(STYLE)), settings, RunContext.of(session), resume);
        assertTrue(result.completed());
        assertArrayEquals(unbroken, result.picture().rgb(), optimizer + " from step " + done);
      }
    }
  }

  private static void stopAfter(int steps, StylizeSettings settings, Path file, Style style) {
    AtomicInteger asked = new AtomicInteger();
    RunContext context =
        new RunContext(session, event -> {}, () -> asked.incrementAndGet() > steps);
    Checkpoints write = new Checkpoints(Optional.of(file), 0, Optional.empty());
    RunResult result = new StylizeRecipe().run(PHOTO, List.of(style), settings, context, write);
    assertEquals(steps, result.steps());
  }

  @Test
  void an_early_stop_goes_on_as_it_would_have(@TempDir Path folder) {
    Schedule d = Schedule.DEFAULT;
    Schedule schedule =
        new Schedule(2, 60, 3, d.optimizer(), -1, d.averaging(), 0.9, d.jitter(), d.edge());
    StylizeSettings settings = settings().with(schedule);
    List<RunEvent.Stepped> steps = steps(settings);
    RunResult unbroken = paint(settings, Style.of(STYLE));
    assertEquals(40 + 3, steps.size());
    assertEquals(60, steps.get(40).position().total());
    Path file = folder.resolve("at-40.safetensors");
    AtomicInteger asked = new AtomicInteger();
    new StylizeRecipe()
        .run(
            PHOTO,
            List.of(Style.of(STYLE)),
            settings,
            new RunContext(session, event -> {}, () -> asked.incrementAndGet() > 40),
            new Checkpoints(Optional.of(file), 0, Optional.empty()));
    RunResult resumed =
        new StylizeRecipe()
            .run(
                PHOTO,
                List.of(Style.of(STYLE)),
                settings,
                RunContext.of(session),
                new Checkpoints(Optional.empty(), 0, Optional.of(file)));
    assertArrayEquals(unbroken.picture().rgb(), resumed.picture().rgb());
  }

  @Test
  void a_checkpoint_of_another_work_or_of_none_is_refused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("other.safetensors");
    stopAfter(1, settings(), file, Style.of(STYLE));
    Checkpoints resume = new Checkpoints(Optional.empty(), 0, Optional.of(file));
    StylizeSettings other = settings().with(look(0.6));
    UserException e =
        assertThrows(
            UserException.class,
            () ->
                new StylizeRecipe()
                    .run(PHOTO, List.of(Style.of(STYLE)), other, RunContext.of(session), resume));
    assertTrue(e.getMessage().contains("a checkpoint of another work"), e.getMessage());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
    assertThrows(
        UserException.class,
        () ->
            new StylizeRecipe()
                .run(PHOTO, List.of(Style.of(STYLE)), settings(), RunContext.of(session), resume));
  }

  @Test
  void a_masked_one_goes_on_between_two_sizes_and_within_one(@TempDir Path folder) {
    StylizeSettings settings = settings().with(Schedule.DEFAULT.withScalesAndSteps(2, 3, 3));
    // Begun with noise, so that what lies under the black of the mask is not the photo.
    StylizeSettings noisy =
        new StylizeSettings(
            settings.look(),
            settings.schedule(),
            settings.colours(),
            Start.of(Start.Kind.NOISE),
            0,
            0);
    Style here = new Style(STYLE, 1, Optional.of(leftMask()));
    float[] unbroken = paint(noisy, here).picture().rgb();
    for (int done : new int[] {2, 3, 5}) {
      Path file = folder.resolve("masked" + done + ".safetensors");
      stopAfter(done, noisy, file, here);
      RunResult result =
          new StylizeRecipe()
              .run(
                  PHOTO,
                  List.of(here),
                  noisy,
                  RunContext.of(session),
                  new Checkpoints(Optional.empty(), 0, Optional.of(file)));
      assertArrayEquals(unbroken, result.picture().rgb(), "from step " + done);
    }
  }
}
