package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import reverie.optimize.Position;
import reverie.optimize.RunEvent;
import reverie.tensor.RandomAt;
import reverie.zoo.LectureTraining;

/**
 * Trains the lecture's network on handwritten digits (LeCun et al. 1998, "Gradient-based learning
 * applied to document recognition", in small). In each epoch every picture is seen once, rolled by
 * some pixels, in an order of its own.
 */
public final class TrainRecipe {
  private static final long ORDER = 0x6F72646572L; // "order"
  private static final int ASKED_AT_ONCE = 500;

  /**
   * What an epoch came to.
   *
   * @param number from 1
   * @param loss mean cross entropy over its batches
   * @param training share of the training pictures that are told right
   * @param heldOut share of the held-out pictures that are told right
   */
  public record Epoch(int number, double loss, double training, double heldOut) {}

  /**
   * What a training came to.
   *
   * @param network the trained network
   * @param epochs those that were finished
   * @param completed whether it was not stopped
   */
  public record Result(LectureTraining network, List<Epoch> epochs, boolean completed) {}

  /**
   * Trains.
   *
   * @param listener told of each batch; phases are epochs
   * @param epochs told of each epoch
   * @param cancelled asked before each batch whether to stop
   */
  public Result run(
      LabelledPictures.Split pictures,
      TrainSettings settings,
      Consumer<RunEvent> listener,
      Consumer<Epoch> epochs,
      BooleanSupplier cancelled) {
    LectureTraining network = LectureTraining.begin(settings.rate(), settings.seed());
    LabelledPictures training = pictures.training();
    int batches = (training.size() + settings.batch() - 1) / settings.batch();
    int total = Math.multiplyExact(batches, settings.epochs());
    List<Epoch> done = new ArrayList<>();
    long start = System.nanoTime();
    listener.accept(new RunEvent.Started(new Position(0, settings.epochs(), 0, batches, 0, total)));
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, training.size()).boxed().toList());
      RandomAt random = RandomAt.of(settings.seed(), epoch, ORDER);
      LabelledPictures.shuffle(order, random);
      // Down to a tenth in the last epoch, so that it ends where it is best.
      double passed = settings.epochs() == 1 ? 0 : epoch / (settings.epochs() - 1.0);
      network.rate(settings.rate() * (1 - 0.9 * passed));
      double loss = 0;
      for (int batch = 0; batch < batches; batch++) {
        Position position =
            new Position(epoch, settings.epochs(), batch, batches, epoch * batches + batch, total);
        if (batch == 0) {
          listener.accept(
              new RunEvent.Rescaled(position, LectureTraining.SIDE, LectureTraining.SIDE));
        }
        if (cancelled.getAsBoolean()) {
          listener.accept(new RunEvent.Finished(position.total(), true, since(start)));
          return new Result(network, done, false);
        }
        long from = System.nanoTime();
        int first = batch * settings.batch();
        LabelledPictures some =
            training.some(
                order.subList(first, Math.min(training.size(), first + settings.batch())));
        double one = network.fit(rolled(some.images(), settings.shift(), random), some.labels());
        loss += one / batches;
        listener.accept(new RunEvent.Stepped(position, one, Map.of(), since(from)));
      }
      Epoch told =
          new Epoch(
              epoch + 1, loss, accuracy(network, training), accuracy(network, pictures.heldOut()));
      done.add(told);
      epochs.accept(told);
    }
    listener.accept(new RunEvent.Finished(total, false, since(start)));
    return new Result(network, done, true);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static double accuracy(LectureTraining network, LabelledPictures pictures) {
    double right = 0;
    for (int i = 0; i < pictures.size(); i += ASKED_AT_ONCE) {
      List<Integer> places =
          IntStream.range(i, Math.min(pictures.size(), i + ASKED_AT_ONCE)).boxed().toList();
      LabelledPictures some = pictures.some(places);
      right += network.accuracy(some.images(), some.labels()) * some.size();
    }
    return right / pictures.size();
  }

  /** Each picture moved by up to so many pixels either way; black comes in. */
  private static float[][] rolled(float[][] images, int shift, RandomAt random) {
    int side = LectureTraining.SIDE;
    float[][] result = new float[images.length][side * side];
    for (int i = 0; i < images.length; i++) {
      int down = random.whole(-shift, shift);
      int right = random.whole(-shift, shift);
      int width = side - Math.abs(right);
      for (int y = Math.max(0, down); y < Math.min(side, side + down); y++) {
        System.arraycopy(
            images[i],
            (y - down) * side + Math.max(0, -right),
            result[i],
            y * side + Math.max(0, right),
            width);
      }
    }
    return result;
  }
}
