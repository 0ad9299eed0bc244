package reverie.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import reverie.gallery.NumberGrid;
import reverie.gallery.Page;
import reverie.gallery.Wiring;
import reverie.recipe.BuildingBlocks;

/** The page's opening: what a convolutional network is made of, on a small picture. */
final class LectureBlocks {
  private static final int SIDE = 6;
  private static final int MAP = 4;
  private static final int KERNEL = BuildingBlocks.KERNEL;
  private static final int PIXELS = SIDE * SIDE;
  private static final int MAP_NUMBERS = MAP * MAP;

  private final BuildingBlocks blocks;

  LectureBlocks(BuildingBlocks blocks) {
    this.blocks = blocks;
  }

  List<Page.Section> sections() {
    return List.of(convolution(), stride(), colour(), sparse(), pooling());
  }

  private static NumberGrid grid(String caption, double[][] numbers) {
    double largest =
        Arrays.stream(numbers).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(1);
    return new NumberGrid(caption, numbers, Math.max(1, largest));
  }

  private Page.Section convolution() {
    return new Page.Section(
        "Convolution",
        List.of(
            "A filter is laid over every 3x3 of the picture; the products are summed up. The result is a"
                + " feature map: large where the picture has the filter's pattern, wherever that is. Filter 1"
                + " finds falling diagonals, filter 2 vertical lines.",
            "A fully connected layer from 36 pixels to the 32 numbers of both maps has 1152 weights; two"
                + " filters of 3x3 have 18."),
        List.of(
            grid("picture, 6x6", BuildingBlocks.picture()),
            grid("filter 1", BuildingBlocks.filter(0)),
            grid("its feature map, stride 1: 4x4", blocks.map(0, 1)),
            grid("filter 2", BuildingBlocks.filter(1)),
            grid("its feature map, stride 1: 4x4", blocks.map(1, 1))));
  }

  private Page.Section stride() {
    return new Page.Section(
        "Stride",
        List.of("With a stride of 2 the filter moves two pixels at a time: a smaller map."),
        List.of(
            grid("filter 1, stride 2: 2x2", blocks.map(0, 2)),
            grid("filter 2, stride 2: 2x2", blocks.map(1, 2))));
  }

  private Page.Section colour() {
    List<Page.Item> items = new ArrayList<>();
    String[] names = {"red", "green", "blue"};
    for (int c = 0; c < names.length; c++) {
      items.add(grid(names[c] + " of the picture", BuildingBlocks.colours()[c]));
    }
    for (int c = 0; c < names.length; c++) {
      items.add(grid(names[c] + " of the filter", BuildingBlocks.colourFilter()[c]));
    }
    items.add(grid("one feature map, 4x4", blocks.colourMap()));
    return new Page.Section(
        "A colour picture",
        List.of(
            "Three numbers a pixel: the filter is as deep, 3x3x3, and its 27 products make one number."),
        items);
  }

  private Page.Section sparse() {
    List<Wiring.Connection> connections = new ArrayList<>();
    double[][] map = blocks.map(0, 1);
    double[][] picture = BuildingBlocks.picture();
    for (int number : new int[] {0, 1}) {
      for (int w = 0; w < KERNEL * KERNEL; w++) {
        int pixel = (number / MAP + w / KERNEL) * SIDE + number % MAP + w % KERNEL;
        connections.add(new Wiring.Connection(pixel, number, w));
      }
    }
    List<String> pixels =
        IntStream.range(0, PIXELS)
            .mapToObj(i -> (i + 1) + ":  " + (int) picture[i / SIDE][i % SIDE])
            .toList();
    List<String> numbers =
        IntStream.range(0, MAP_NUMBERS)
            .mapToObj(i -> Integer.toString((int) map[i / MAP][i % MAP]))
            .toList();
    return new Page.Section(
        "Convolution is a sparse fully connected layer with shared weights",
        List.of(
            "The same numbers as a layer: 36 pixels on the left, the 16 numbers of filter 1's map on the"
                + " right. Each sees 9 pixels only: 144 connections instead of 576. And lines of one colour"
                + " are one weight, shared: 9 weights to learn. Drawn are those of the first two numbers."),
        List.of(new Wiring("pixel: value, and the map of filter 1", pixels, numbers, connections)));
  }

  private Page.Section pooling() {
    double[] flat = blocks.flattened();
    double[][] column = new double[1][];
    column[0] = flat;
    return new Page.Section(
        "Max pooling and flatten",
        List.of(
            "Of each 2x2 only the largest number stays: a new picture, 2x2, with a channel for each filter."
                + " There is nothing to learn in it, and the next layer has a quarter of the numbers to look at.",
            "In the network: 28x28 pixels; 25 maps of 26x26 by 250 weights (fully connected: 13 million);"
                + " pooled to 13x13; 50 maps of 11x11 by 11,300 weights (each filter sees all 25 maps: 225"
                + " weights, and a bias); pooled to 5x5; flattened, 1250 numbers; 125,100 weights to 100 units;"
                + " 1,010 to ten digits. Without pooling the first dense layer would have 2.9 million."),
        List.of(
            grid("filter 1, pooled", blocks.pooled(0)),
            grid("filter 2, pooled", blocks.pooled(1)),
            grid("flatten: both as one row", column)));
  }
}
