package reverie.network.onednn;

/**
 * Where the tiles of a 3x3 convolution of stride 1 lie: each makes 4x4 numbers of output from 6x6
 * of input. Arrays are channels last, without gaps.
 *
 * @param batch pictures
 * @param height rows of the input
 * @param width columns of the input
 * @param channels of the input
 * @param outputHeight rows of the output
 * @param outputWidth columns of the output
 * @param outputChannels channels of the output
 * @param top rows of padding above
 * @param left columns of padding on the left
 */
record WinogradShape(
    int batch,
    int height,
    int width,
    int channels,
    int outputHeight,
    int outputWidth,
    int outputChannels,
    int top,
    int left) {
  /** Side of a tile's output. */
  static final int OUT = 4;

  /** Side of a tile's input, and of what it becomes. */
  static final int IN = 6;

  /** Numbers that a tile of one channel becomes. */
  static final int POINTS = IN * IN;

  int tilesDown() {
    return (outputHeight + OUT - 1) / OUT;
  }

  int tilesAcross() {
    return (outputWidth + OUT - 1) / OUT;
  }

  int tiles() {
    return batch * tilesDown() * tilesAcross();
  }

  /** Numbers of the input. */
  long inputs() {
    return (long) batch * height * width * channels;
  }

  /** Numbers of the output. */
  long outputs() {
    return (long) batch * outputHeight * outputWidth * outputChannels;
  }
}
