package reverie.objective;

import java.util.Map;
import reverie.network.Activations;
import reverie.network.Part;

/**
 * What one tile of a picture tells of its layers: of each the part that belongs to the tile.
 *
 * @param activations {@code [1, h, w, c]} of a part each; {@link Objective#REFERENCE} and a layer's
 *     name for what the layer made of a reference picture there, where there is one
 * @param parts where they lie in the whole layers, by layer
 */
public record Piece(Activations activations, Map<String, Part> parts) {}
