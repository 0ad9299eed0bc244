package reverie.recipe;

import java.nio.file.Path;
import reverie.zoo.ReceptiveField;

/**
 * The part of a picture that excites a channel.
 *
 * @param layer as it was asked for
 * @param channel from 0
 * @param rank 1 is the most exciting
 * @param file below the folder
 * @param value the activation
 * @param y row of the layer
 * @param x column of the layer
 * @param pictureWidth of the picture as the network saw it, in pixels
 * @param pictureHeight likewise
 * @param rectangle what that position sees of it: exactly its receptive field, within the picture
 */
public record Exemplar(
    String layer,
    int channel,
    int rank,
    Path file,
    float value,
    int y,
    int x,
    int pictureWidth,
    int pictureHeight,
    ReceptiveField.Rectangle rectangle) {}
