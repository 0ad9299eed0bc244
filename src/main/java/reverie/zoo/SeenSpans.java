package reverie.zoo;

import java.util.Arrays;

/**
 * Along one axis, the first and the last pixel of the picture that each position of a layer sees;
 * the last below the first where it sees nothing.
 *
 * @param first by position; changed by {@link #add}
 * @param last by position
 */
record SeenSpans(int[] first, int[] last) {
  static SeenSpans nothing(int size) {
    int[] first = new int[size];
    int[] last = new int[size];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, Integer.MIN_VALUE);
    return new SeenSpans(first, last);
  }

  int size() {
    return first.length;
  }

  boolean empty(int position) {
    return last[position] < first[position];
  }

  /** Each position sees also what the positions of an input see that it reads. */
  void add(Taps taps, SeenSpans input) {
    for (int i = 0; i < size(); i++) {
      int from = taps.first(i);
      // Taps before the input's first position are padding.
      from += from < 0 ? (-from + taps.step() - 1) / taps.step() * taps.step() : 0;
      int to = Math.min(taps.last(i), input.size() - 1);
      for (int at = from; at <= to; at += taps.step()) {
        if (!input.empty(at)) {
          first[i] = Math.min(first[i], input.first[at]);
          last[i] = Math.max(last[i], input.last[at]);
        }
      }
    }
  }
}
