package reverie.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.objective.FeatureLoss;
import reverie.objective.Goal;
import reverie.objective.MomentDistance;
import reverie.objective.MomentSums;
import reverie.objective.Moments;
import reverie.objective.ReferenceLoss;
import reverie.objective.StyleLoss;
import reverie.objective.Term;
import reverie.objective.TotalVariation;
import reverie.recipe.StylizeSettings.LayerWeight;
import reverie.recipe.StylizeSettings.Look;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.tensor.PictureTensors;
import reverie.tensor.StepMemory;
import reverie.tensor.Sums;
import reverie.zoo.Model.StyleTaste;
import reverie.zoo.Reach;

/**
 * What a painting strives for at one size: style losses on some layers, content losses on others,
 * and total variation. Their weights: those of the style layers sum to 1, those of the content
 * layers to the content weight, whatever the network and the size.
 */
final class StyleGoals {
  /** Of a product of two channels: the target, the distance, its slope, and a sum in float64. */
  private static final long MOMENT_BYTES = 3 * Float.BYTES + Double.BYTES;

  private final Session session;
  private final Look look;
  private final Schedule schedule;
  private final StyleTaste taste;
  private final List<LayerWeight> styleLayers;
  private final List<LayerWeight> contentLayers;

  StyleGoals(Session session, StylizeSettings settings) {
    this.session = session;
    this.look = settings.look();
    this.schedule = settings.schedule();
    var suggested = session.model().suggested();
    this.taste = suggested.taste();
    List<LayerWeight> own = new ArrayList<>();
    for (int i = 0; i < suggested.style().size(); i++) {
      own.add(new LayerWeight(suggested.style().get(i), taste.styleWeight(i)));
    }
    this.styleLayers = shares(look.styleLayers().isEmpty() ? own : look.styleLayers());
    this.contentLayers =
        shares(
            look.contentLayers().isEmpty()
                ? suggested.content().stream().map(l -> new LayerWeight(l, 1)).toList()
                : look.contentLayers());
  }

  /** The layers by their own names, with weights that sum to 1. */
  private List<LayerWeight> shares(List<LayerWeight> layers) {
    double sum = layers.stream().mapToDouble(LayerWeight::weight).sum();
    return layers.stream()
        .map(
            l ->
                new LayerWeight(
                    session.graph().node(l.layer()).name(), sum == 0 ? 0 : l.weight() / sum))
        .toList();
  }

  /** The layers whose activations are kept, where the content is looked at whole. */
  Set<String> targets() {
    return contentWeight() == 0
        ? Set.of()
        : contentLayers.stream().map(LayerWeight::layer).collect(Collectors.toSet());
  }

  /** What the moments of the styles' layers take, with a step's own and their derivative. */
  long momentBytes(Size size) {
    Graph graph = session.graph();
    int border = 2 * Schedule.FRAME;
    Map<String, FeatureShape> shapes =
        graph.shapes(graph.needed(layers()), size.height() + border, size.width() + border);
    return styleLayers.stream()
        .mapToLong(l -> shapes.get(l.layer()).channels())
        .map(channels -> channels * channels * MOMENT_BYTES)
        .sum();
  }

  /** The layers that are read. */
  Set<String> layers() {
    Set<String> layers = new LinkedHashSet<>();
    styleLayers.forEach(l -> layers.add(l.layer()));
    contentLayers.forEach(l -> layers.add(l.layer()));
    return layers;
  }

  /**
   * The goals at a size.
   *
   * @param network how the network looks at pictures
   * @param border pixels that a look adds on each side
   */
  AtSize at(Picture photo, Size full, Regions regions, Looks network, int border) {
    List<List<Moments>> targets = new ArrayList<>();
    for (Regions.Region region : regions.regions()) {
      targets.add(moments(region, Size.of(photo), full, network));
    }
    return new AtSize(
        photo,
        regions,
        targets,
        network.tiles(photo.height() + 2 * border, photo.width() + 2 * border));
  }

  /** The goals at one size, whose style is known; in tiles, where the whole does not fit. */
  final class AtSize {
    private final Picture photo;
    private final Regions regions;
    private final List<List<Moments>> targets;
    private final Optional<Tiles> tiles;

    private AtSize(
        Picture photo, Regions regions, List<List<Moments>> targets, Optional<Tiles> tiles) {
      this.photo = photo;
      this.regions = regions;
      this.targets = targets;
      this.tiles = tiles;
    }

    /** The tiles that the picture is looked at in, if it is. */
    Optional<Tiles> tiles() {
      return tiles;
    }

    /**
     * The goal for a place within the frame: what the content's layers are to show moves with the
     * picture, and so do masks.
     */
    Goal through(View view) {
      List<Term> terms = new ArrayList<>(style(regions, targets, view, Size.of(photo), tiles));
      terms.addAll(tiles.map(t -> content(photo, view, t)).orElseGet(() -> content(photo, view)));
      double variation =
          2 * look.strength() * chosen(look.variationWeight(), taste.variationWeight());
      if (variation > 0) {
        terms.add(new Term("variation", variation, new TotalVariation(look.absoluteVariation())));
      }
      return new Goal(terms);
    }
  }

  private static double chosen(double asked, double suggested) {
    return asked == StylizeSettings.SUGGESTED ? suggested : asked;
  }

  /** The blended moments of a region's styles, layer by layer. */
  private List<Moments> moments(Regions.Region region, Size size, Size full, Looks network) {
    List<List<Moments>> byStyle = new ArrayList<>();
    for (Style style : region.styles()) {
      Picture picture = sized(style.picture(), size, full);
      Optional<Tiles> tiles =
          network.tiles(
              picture.height() + 2 * Schedule.FRAME, picture.width() + 2 * Schedule.FRAME);
      if (tiles.isPresent()) {
        byStyle.add(moments(picture, tiles.get()));
        continue;
      }
      StepMemory.piece(() -> byStyle.add(moments(picture)));
    }
    List<Double> weights = region.styles().stream().map(Style::weight).toList();
    List<Moments> blended = new ArrayList<>();
    for (int i = 0; i < styleLayers.size(); i++) {
      int layer = i;
      blended.add(Moments.blend(byStyle.stream().map(m -> m.get(layer)).toList(), weights));
    }
    return blended;
  }

  /** The moments of a style that is looked at whole. */
  private List<Moments> moments(Picture style) {
    INDArray framed =
        seen(PictureTensors.of(style), Views.framed(schedule.edge(), Schedule.FRAME, 0, 0));
    Set<String> layers = new LinkedHashSet<>();
    styleLayers.forEach(l -> layers.add(l.layer()));
    try (ForwardPass pass = session.network().forward(framed, layers)) {
      return styleLayers.stream().map(l -> Moments.of(pass.activations().of(l.layer()))).toList();
    }
  }

  /** The moments of a style that is looked at in tiles. */
  private List<Moments> moments(Picture style, Tiles tiles) {
    Map<String, MomentSums> sums = new LinkedHashMap<>();
    styleLayers.forEach(l -> sums.put(l.layer(), new MomentSums()));
    View frame = Views.framed(schedule.edge(), Schedule.FRAME, 0, 0);
    tiles.sweep(
        TiledLoss.through(frame.at(0, 0, style.height(), style.width()), style),
        sums.keySet(),
        (tile, parts) -> sums.forEach((layer, sum) -> sum.add(parts.get(layer))));
    return styleLayers.stream().map(l -> sums.get(l.layer()).moments()).toList();
  }

  /**
   * The style at the size that belongs to a size of the photo: always in the same proportion, so
   * that strokes are as wide beside the picture in a preview as in a large print.
   */
  private Picture sized(Picture style, Size size, Size full) {
    double longSide =
        look.styleSize() > 0
            ? look.styleSize() * (double) size.longSide() / full.longSide()
            : look.styleScale() * size.longSide();
    Size wanted = Size.of(style).withLongSide((int) Math.max(1, Math.round(longSide)));
    Graph graph = session.graph();
    int least = graph.smallest(graph.needed(layers())).orElse(1) - 2 * Schedule.FRAME;
    int shortSide = Math.min(wanted.width(), wanted.height());
    if (shortSide < least) {
      wanted = wanted.times(Math.ceil(1000.0 * least / shortSide) / 1000 + 0.01);
    }
    return Resampling.resize(style, wanted.width(), wanted.height());
  }

  /** An image as the network sees it through a look. */
  private INDArray seen(INDArray image, View view) {
    INDArray framed = view.at(0, 0, (int) image.size(2), (int) image.size(3)).trace(image).value();
    return session.model().preprocessing().map().trace(framed).value();
  }

  private List<Term> style(
      Regions regions, List<List<Moments>> targets, View view, Size size, Optional<Tiles> tiles) {
    Graph graph = session.graph();
    int height = size.height() + 2 * view.border();
    int width = size.width() + 2 * view.border();
    Map<String, FeatureShape> shapes =
        tiles
            .map(t -> t.tiling().shapes())
            .orElseGet(() -> graph.shapes(graph.needed(layers()), height, width));
    Map<String, Reach> reaches = Reach.of(graph.needed(layers()));
    List<Term> terms = new ArrayList<>();
    for (int r = 0; r < targets.size(); r++) {
      Regions.Region region = regions.regions().get(r);
      Optional<INDArray> mask =
          region.mask().map(m -> view.at(0, 0, size.height(), size.width()).trace(m).value());
      for (int i = 0; i < styleLayers.size(); i++) {
        String layer = styleLayers.get(i).layer();
        double weight = 2 * look.strength() * styleLayers.get(i).weight() * region.share();
        if (weight == 0) {
          continue;
        }
        MomentDistance distance = look.styleLoss().to(targets.get(r).get(i));
        Optional<INDArray> weights =
            mask.map(m -> Regions.weights(m, shapes.get(layer), reaches.get(layer).field()));
        terms.add(new Term("style " + layer, weight, new StyleLoss(layer, distance, weights)));
      }
    }
    return terms;
  }

  private double contentWeight() {
    return 2 * (1 - look.strength()) * chosen(look.contentWeight(), taste.contentWeight());
  }

  /**
   * The content in tiles: what the photo's layers show is not kept, for each look has its own, but
   * made anew at each step from the photo, which is smaller than they are.
   */
  private List<Term> content(Picture photo, View view, Tiles tiles) {
    List<Term> terms = new ArrayList<>();
    if (contentWeight() == 0) {
      return terms;
    }
    Map<String, double[]> squares = new LinkedHashMap<>();
    contentLayers.forEach(l -> squares.put(l.layer(), new double[1]));
    tiles.sweep(
        TiledLoss.through(view.at(0, 0, photo.height(), photo.width()), photo),
        squares.keySet(),
        (tile, parts) ->
            squares.forEach((layer, sum) -> sum[0] += Sums.ofSquares(parts.get(layer))));
    for (LayerWeight layer : contentLayers) {
      double mean =
          squares.get(layer.layer())[0] / tiles.tiling().shapes().get(layer.layer()).size();
      ReferenceLoss loss = new ReferenceLoss(layer.layer(), Math.max(mean, Double.MIN_NORMAL));
      terms.add(new Term("content " + layer.layer(), contentWeight() * layer.weight(), loss));
    }
    return terms;
  }

  private List<Term> content(Picture photo, View view) {
    double weight = contentWeight();
    List<Term> terms = new ArrayList<>();
    if (weight == 0) {
      return terms;
    }
    StepMemory.piece(
        () -> {
          INDArray image = seen(PictureTensors.of(photo), view);
          try (ForwardPass pass = session.network().forward(image, targets())) {
            for (LayerWeight layer : contentLayers) {
              FeatureLoss loss =
                  new FeatureLoss(layer.layer(), pass.activations().of(layer.layer()));
              terms.add(new Term("content " + layer.layer(), weight * layer.weight(), loss));
            }
          }
        });
    return terms;
  }
}
