package reverie.network;

/**
 * What a table says of a layer.
 *
 * @param name the source's name
 * @param kind what it computes, such as "convolution"
 * @param channels feature maps it makes, for a picture of the size asked about
 * @param parameters learned numbers
 */
public record LayerInfo(String name, String kind, int channels, long parameters) {}
