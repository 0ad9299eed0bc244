package reverie.network;

import java.util.ArrayList;
import java.util.List;
import reverie.network.Window.Padding;

/** Every option of {@link Convolution}. */
final class ConvolutionCases {
  private final List<ContractCase> cases = new ArrayList<>();
  private final RandomLayers layers = new RandomLayers(1);

  private ConvolutionCases() {}

  static List<ContractCase> all() {
    ConvolutionCases all = new ConvolutionCases();
    all.strides();
    all.paddings();
    all.shapes();
    all.groups();
    return all.cases;
  }

  private void strides() {
    one("3x3", 3, 17, 9, 11, Window.square(3, 1, 1));
    one("3x3 without padding", 1, 5, 9, 8, Window.square(3, 1, 0));
    one("3x3 stride 2, even and odd size", 3, 5, 10, 9, Window.square(3, 2, 1));
    one("3x3 stride 3, unread pixels at the end", 1, 3, 11, 10, Window.square(3, 3, 0));
    one("2x2 stride 3, unread pixels between", 3, 4, 9, 10, Window.square(2, 3, 0));
    one("4x4 stride 2", 3, 5, 9, 10, Window.square(4, 2, 1));
    one("7x7 stride 2", 3, 20, 13, 12, Window.square(7, 2, 3));
    one("1x1 stride 2", 3, 5, 8, 7, Window.square(1, 2, 0));
    one("strides that differ", 3, 5, 9, 10, new Window(3, 3, 2, 1, 1, 1, Padding.of(1)));
  }

  private void paddings() {
    one("asymmetric padding", 3, 5, 8, 7, new Window(3, 3, 1, 1, 1, 1, padding(2, 1, 0, 3)));
    one(
        "padding after only, stride 2",
        3,
        5,
        8,
        9,
        new Window(3, 3, 2, 2, 1, 1, padding(0, 1, 0, 1)));
    one("padding wider than the kernel", 3, 5, 5, 6, Window.square(1, 1, 1));
    one("padding as wide as the kernel, stride 2", 3, 5, 5, 6, Window.square(2, 2, 2));
    one("a kernel larger than the picture", 3, 5, 3, 4, Window.square(7, 1, 3));
    one("same, 3x3", 3, 5, 6, 7, new Window(3, 3, 1, 1, 1, 1, Padding.SAME));
    one("same, 4x2", 3, 5, 6, 7, new Window(4, 2, 1, 1, 1, 1, Padding.SAME));
    one(
        "same, 3x3 stride 2, even and odd size",
        3,
        5,
        8,
        7,
        new Window(3, 3, 2, 2, 1, 1, Padding.SAME));
    one("same, 7x7 stride 2", 1, 5, 10, 9, new Window(7, 7, 2, 2, 1, 1, Padding.SAME));
    one("same, 1x1 stride 3", 3, 5, 8, 7, new Window(1, 1, 3, 3, 1, 1, Padding.SAME));
    one("same, dilated", 3, 5, 8, 7, new Window(3, 2, 1, 1, 2, 3, Padding.SAME));
  }

  private void shapes() {
    one("1x1", 3, 80, 6, 7, Window.square(1, 1, 0));
    one("3x5", 3, 5, 8, 9, new Window(3, 5, 1, 1, 1, 1, Padding.of(1)));
    cases.add(
        new ContractCase(
            "convolutions 1x7 and 7x1",
            Graph.from("image", 3)
                .add(
                    "across",
                    layers.convolution(3, 6, new Window(1, 7, 1, 1, 1, 1, padding(0, 0, 3, 3))))
                .add(
                    "down",
                    layers.convolution(6, 5, new Window(7, 1, 1, 1, 1, 1, padding(3, 3, 0, 0))))
                .build(),
            1,
            9,
            8));
    one("dilation 2", 3, 5, 8, 9, new Window(3, 3, 1, 1, 2, 2, Padding.of(2)));
    one(
        "dilations that differ, no padding",
        3,
        5,
        9,
        8,
        new Window(3, 3, 1, 1, 3, 2, Padding.NONE));
    one("dilation 2 and stride 2", 3, 5, 10, 9, new Window(3, 3, 2, 2, 2, 2, Padding.of(2)));
    cases.add(
        new ContractCase(
            "a batch of two through wide convolutions",
            Graph.from("image", 3)
                .add("wide", fused(3, 48, 1, Window.square(3, 1, 1)))
                .add("wider", fused(48, 80, 1, Window.square(1, 1, 0)))
                .add("narrow", fused(80, 1, 1, Window.square(3, 1, 1)))
                .build(),
            2,
            6,
            5));
    cases.add(
        new ContractCase(
            "64 channels, 3x3 (where Winograd begins)",
            Graph.from("image", 3)
                .add("a", fused(3, 64, 1, Window.square(1, 1, 0)))
                .add("b", fused(64, 64, 1, Window.square(3, 1, 1)))
                .build(),
            1,
            7,
            9));
  }

  private void groups() {
    grouped("2 groups", 4, 6, 2, Window.square(3, 1, 1));
    grouped("3 groups, stride 2, same", 6, 9, 3, new Window(3, 3, 2, 2, 1, 1, Padding.SAME));
    grouped("depthwise", 17, 17, 17, Window.square(3, 1, 1));
    grouped("depthwise, 3 maps a channel", 5, 15, 5, Window.square(3, 1, 0));
    grouped("depthwise, stride 2, same", 5, 5, 5, new Window(5, 5, 2, 2, 1, 1, Padding.SAME));
    grouped(
        "depthwise, dilated, asymmetric",
        5,
        5,
        5,
        new Window(3, 2, 1, 1, 2, 2, padding(1, 2, 3, 0)));
    grouped("depthwise of 1 channel", 1, 1, 1, Window.square(3, 1, 1));
  }

  private void one(String name, int in, int out, int height, int width, Window window) {
    cases.add(
        new ContractCase(
            "convolution " + name,
            Graph.from("image", in)
                .add("conv", fused(in, out, 1, window))
                .add("after", layers.convolution(out, 3, Window.square(1, 1, 0)))
                .build(),
            1,
            height,
            width));
  }

  private void grouped(String name, int in, int out, int groups, Window window) {
    cases.add(
        new ContractCase(
            "convolution " + name,
            Graph.from("image", 3)
                .add("before", layers.convolution(3, in, Window.square(1, 1, 0)))
                .add("conv", fused(in, out, groups, window))
                .build(),
            2,
            7,
            8));
  }

  private Convolution fused(int in, int out, int groups, Window window) {
    return layers.convolution(in, out, groups, window, Activation.RELU);
  }

  private static Padding padding(int top, int bottom, int left, int right) {
    return new Padding(top, bottom, left, right, false);
  }
}
