package reverie.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import reverie.network.Activation.Function;
import reverie.network.Window.Padding;

/** The oracle itself, against numbers worked out by hand. */
class ReferenceNetworkTest {
  private static final double EXACT = 1e-12;

  /** 1 2 3 / 4 5 6 / 7 8 9. */
  private static final Features NINE = Features.plane(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private static void makes(Operation operation, Features input, double... expected) {
    assertArrayEquals(
        expected, ReferenceOperations.apply(operation, List.of(input)).values(), EXACT);
  }

  private static Convolution convolution(Window window, float bias, float... kernel) {
    return new Convolution(1, 1, 1, window, kernel, new float[] {bias}, Activation.IDENTITY);
  }

  private static Features channels(double... values) {
    return new Features(1, values.length, 1, 1, values);
  }

  @Test
  void a_convolution_does_not_flip_its_kernel_and_adds_the_bias() {
    // 1*1 + 2*2 + 3*4 + 4*5 + 10 and so on.
    makes(convolution(Window.square(2, 1, 0), 10, 1, 2, 3, 4), NINE, 47, 57, 77, 87);
  }

  @Test
  void a_convolution_pads_with_zeros() {
    makes(convolution(Window.square(3, 2, 1), 0, 1, 1, 1, 1, 1, 1, 1, 1, 1), NINE, 12, 16, 24, 28);
  }

  @Test
  void same_padding_puts_the_odd_pixel_at_the_bottom_and_right() {
    Window same = new Window(2, 2, 1, 1, 1, 1, Padding.SAME);
    makes(convolution(same, 0, 1, 1, 1, 1), NINE, 12, 16, 9, 24, 28, 15, 15, 17, 9);
  }

  @Test
  void same_padding_with_stride_two_on_an_even_size_pads_only_after() {
    Window same = new Window(3, 3, 2, 2, 1, 1, Padding.SAME);
    makes(
        convolution(same, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        Features.plane(2, 4, 1, 2, 3, 4, 5, 6, 7, 8),
        1 + 2 + 3 + 5 + 6 + 7,
        3 + 4 + 7 + 8);
  }

  @Test
  void asymmetric_padding_goes_to_its_sides() {
    Window window = new Window(2, 2, 2, 2, 1, 1, new Padding(1, 0, 0, 2, false));
    makes(convolution(window, 0, 1, 2, 3, 4), NINE, 3 + 8, 9, 4 + 10 + 21 + 32, 6 + 27);
  }

  @Test
  void dilation_spreads_the_kernel() {
    Window window = new Window(2, 2, 1, 1, 2, 2, Padding.NONE);
    makes(convolution(window, 0, 1, 10, 100, 1000), NINE, 1 + 30 + 700 + 9000);
  }

  @Test
  void groups_read_only_their_own_channels() {
    float[] kernels = {1, 10, 100, 1000};
    Convolution two =
        new Convolution(
            4, 2, 2, Window.square(1, 1, 0), kernels, new float[2], Activation.IDENTITY);
    makes(two, channels(1, 2, 3, 4), 21, 4300);
  }

  @Test
  void a_depthwise_convolution_may_make_several_maps_of_each_channel() {
    float[] kernels = {1, 10, 100, 1000};
    Convolution four =
        new Convolution(
            2, 4, 2, Window.square(1, 1, 0), kernels, new float[4], Activation.IDENTITY);
    makes(four, channels(1, 2), 1, 10, 200, 2000);
  }

  @Test
  void a_fused_activation_comes_after_the_bias() {
    makes(
        convolution(Window.square(3, 1, 0), -46, 1, 1, 1, 1, 1, 1, 1, 1, 1).then(Activation.RELU),
        NINE,
        0);
  }

  @Test
  void a_channel_affine_has_one_pair_a_channel() {
    makes(
        new ChannelAffine(new float[] {2, 3}, new float[] {10, 20}),
        new Features(2, 2, 1, 1, new double[] {1, 1, 5, 5}),
        12,
        23,
        20,
        35);
  }

  @Test
  void floor_pooling_drops_a_partial_window_and_ceil_pooling_keeps_it() {
    makes(new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), false, false), NINE, 5);
    makes(new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), true, false), NINE, 5, 6, 8, 9);
  }

  @Test
  void a_ceil_window_that_would_start_in_the_trailing_padding_is_dropped() {
    // Windows start at -1, 1 and 3; the last one would see padding only.
    makes(new Pooling(Pooling.Type.MAX, Window.square(2, 2, 1), true, false), NINE, 1, 3, 7, 9);
  }

  @Test
  void padding_never_wins_a_maximum() {
    makes(
        new Pooling(Pooling.Type.MAX, Window.square(3, 2, 1), false, false),
        Features.plane(2, 2, -1, -2, -3, -4),
        -1);
  }

  @Test
  void an_average_may_count_the_padding_or_not() {
    Window window = Window.square(3, 2, 1);
    makes(
        new Pooling(Pooling.Type.AVERAGE, window, false, true),
        NINE,
        12 / 9.,
        16 / 9.,
        24 / 9.,
        28 / 9.);
    makes(new Pooling(Pooling.Type.AVERAGE, window, false, false), NINE, 3, 4, 6, 7);
  }

  @Test
  void an_input_smaller_than_a_ceil_window_has_one_partial_window() {
    makes(
        new Pooling(Pooling.Type.MAX, Window.square(3, 2, 0), true, false),
        Features.plane(2, 2, 1, 2, 3, 4),
        4);
    assertEquals(0, Window.square(3, 2, 0).outputHeight(2, false));
    assertEquals(0, Window.square(3, 2, 0).outputHeight(1, true));
  }

  @Test
  void a_counted_average_does_not_count_what_a_ceil_window_has_beyond_the_padding() {
    // Starts at 0 and 2; the last windows are one pixel wide.
    makes(
        new Pooling(Pooling.Type.AVERAGE, Window.square(2, 2, 0), true, true),
        NINE,
        3,
        4.5,
        7.5,
        9);
    // Starts at -1 and 2: of 3 pixels the padding makes 2 (one row inside, one of padding).
    makes(
        new Pooling(Pooling.Type.AVERAGE, Window.square(3, 3, 1), true, true),
        NINE,
        12 / 9.,
        (3 + 6) / 6.,
        (7 + 8) / 6.,
        9 / 4.);
  }

  @Test
  void pooling_windows_may_be_oblong_and_overlap() {
    Window window = new Window(1, 2, 2, 1, 1, 1, Padding.NONE);
    makes(new Pooling(Pooling.Type.MAX, window, false, false), NINE, 2, 3, 8, 9);
  }

  @Test
  void global_pooling_takes_whole_maps() {
    makes(new GlobalPooling(Pooling.Type.AVERAGE), NINE, 5);
    makes(new GlobalPooling(Pooling.Type.MAX), NINE, 9);
  }

  @Test
  void local_response_normalisation_follows_its_formula_and_ends_at_the_edges() {
    // alpha / size = 1; beta = 1.
    makes(
        new LocalResponseNormalisation(3, 3, 1, 2),
        channels(1, 2, 3),
        1 / (2 + 1 + 4.),
        2 / (2 + 1 + 4 + 9.),
        3 / (2 + 4 + 9.));
  }

  @Test
  void the_exponent_of_local_response_normalisation_counts() {
    makes(new LocalResponseNormalisation(1, 1, 0.75f, 1), channels(3), 3 / Math.pow(10, 0.75));
  }

  @Test
  void concat_puts_channels_one_input_after_another() {
    Features a = new Features(2, 1, 1, 1, new double[] {1, 2});
    Features b = new Features(2, 2, 1, 1, new double[] {3, 4, 5, 6});
    assertArrayEquals(
        new double[] {1, 3, 4, 2, 5, 6},
        ReferenceOperations.apply(new Concat(), List.of(a, b)).values());
  }

  @Test
  void add_sums_and_then_activates() {
    assertArrayEquals(
        new double[] {0, 4},
        ReferenceOperations.apply(
                new Add(Activation.RELU), List.of(channels(1, 2), channels(-3, 2)))
            .values());
  }

  @Test
  void dense_multiplies_rows_of_its_matrix() {
    makes(
        new Dense(2, 2, new float[] {1, 2, 3, 4}, new float[] {10, -50}, Activation.RELU),
        channels(5, 6),
        27,
        0);
  }

  @Test
  void flatten_keeps_one_of_two_orders() {
    Features two = new Features(1, 2, 1, 3, new double[] {1, 2, 3, 4, 5, 6});
    makes(new Flatten(true), two, 1, 2, 3, 4, 5, 6);
    makes(new Flatten(false), two, 1, 4, 2, 5, 3, 6);
  }

  @Test
  void softmax_is_over_channels_at_each_position() {
    Features two = new Features(1, 2, 1, 2, new double[] {0, 1, Math.log(3), 1});
    makes(new Softmax(), two, 0.25, 0.5, 0.75, 0.5);
  }

  @Test
  void nearest_upsampling_repeats_pixels() {
    makes(
        new Upsampling(2, false),
        Features.plane(2, 2, 1, 2, 3, 4),
        1,
        1,
        2,
        2,
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
        3,
        3,
        4,
        4);
  }

  @Test
  void bilinear_upsampling_has_half_pixel_centres_and_repeats_edges() {
    makes(
        new Upsampling(2, true),
        Features.plane(2, 2, 0, 4, 8, 12),
        0,
        1,
        3,
        4,
        2,
        3,
        5,
        6,
        6,
        7,
        9,
        10,
        8,
        9,
        11,
        12);
  }

  @Test
  void activations_follow_their_formulas() {
    assertEquals(-0.5, ReferenceOperations.activation(Activation.IDENTITY, -0.5));
    assertEquals(0, ReferenceOperations.activation(Activation.RELU, -2), 0);
    assertEquals(-0.5, at(Function.RELU, 0.25f, 0, -2), EXACT);
    assertEquals(6, ReferenceOperations.activation(Activation.RELU6, 7), EXACT);
    assertEquals(-1, at(Function.CLIP, -1, 2, -3), EXACT);
    assertEquals(-1, at(Function.ELU, 2, 0, -Math.log(2)), EXACT);
    assertEquals(0.75, at(Function.SIGMOID, 0, 0, Math.log(3)), EXACT);
    assertEquals(0.6, at(Function.TANH, 0, 0, Math.log(2)), EXACT);
    assertEquals(0.75 * Math.log(3), at(Function.SWISH, 1, 0, Math.log(3)), EXACT);
    assertEquals(0.9 * Math.log(3), at(Function.SWISH, 2, 0, Math.log(3)), EXACT);
    // Phi(1) and Phi(-2) from tables.
    assertEquals(0.841344746068543, at(Function.GELU, 0, 0, 1), EXACT);
    assertEquals(-2 * 0.022750131948179, at(Function.GELU, 0, 0, -2), EXACT);
    assertEquals(Math.log(4), at(Function.SOFTPLUS, 0, 0, Math.log(3)), EXACT);
  }

  private static double at(Function function, float alpha, float beta, double x) {
    return ReferenceOperations.activation(new Activation(function, alpha, beta), x);
  }

  @Test
  void the_graph_is_walked_through_all_branches() {
    Graph graph =
        Graph.from("image", 1)
            .add("double", new ChannelAffine(new float[] {2}, new float[] {0}))
            .add("triple", new ChannelAffine(new float[] {3}, new float[] {0}), "image")
            .add("both", new Concat(), "double", "triple", "double")
            .build();
    assertArrayEquals(
        new double[] {10, 15, 10},
        new ReferenceNetwork(graph).forward(channels(5), "both").values());
  }
}
