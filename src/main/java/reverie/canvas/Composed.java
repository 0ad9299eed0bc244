package reverie.canvas;

import java.util.ArrayList;
import java.util.List;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.IndexMap;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/** Views one after the other. */
record Composed(List<View> views) implements View {
  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    List<DifferentiableMap> maps = new ArrayList<>();
    int border = 0;
    for (View view : views) {
      DifferentiableMap next = view.draw(random, height + 2 * border, width + 2 * border);
      border += view.border();
      int last = maps.size() - 1;
      if (last >= 0
          && maps.get(last) instanceof Resampling first
          && next instanceof Resampling second) {
        maps.set(last, first.then(second));
      } else {
        maps.add(next);
      }
    }
    if (maps.size() <= 1) {
      // By itself, as it may be had in windows.
      return maps.isEmpty() ? IndexMap.identity(height, width) : maps.get(0);
    }
    return image -> {
      Traced traced = Traced.of(image);
      for (DifferentiableMap map : maps) {
        traced = traced.then(map);
      }
      return traced;
    };
  }

  @Override
  public int border() {
    return views.stream().mapToInt(View::border).sum();
  }
}
