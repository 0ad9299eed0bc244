package reverie.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** An ICC colour profile that works, and its way to sRGB with 16 bits of precision. */
final class ColourProfile {
  private static final float MOST = 65535f;

  /** Closer to sRGB than one step and a half of 8 bits everywhere, it is taken for sRGB. */
  private static final float SAME = 1.5f / 255;

  private final ColorConvertOp conversion;
  private final int type;
  private final int components;

  private ColourProfile(ICC_Profile profile) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    this.conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
    this.type = profile.getColorSpaceType();
    this.components = profile.getNumComponents();
  }

  /** The profile of these bytes, or none if they are damaged or it is sRGB anyway. */
  static Optional<ColourProfile> of(byte[] icc) {
    try {
      return of(ICC_Profile.getInstance(icc));
    } catch (RuntimeException e) { // damaged
      return Optional.empty();
    }
  }

  /** That profile, or none if it cannot be used or is sRGB anyway. */
  static Optional<ColourProfile> of(ICC_Profile icc) {
    try {
      ColourProfile profile = new ColourProfile(icc);
      return profile.isSrgb() ? Optional.empty() : Optional.of(profile);
    } catch (RuntimeException e) { // CMMException: found out when it is used
      return Optional.empty();
    }
  }

  /** Whether pixels of so many channels, of a {@link ColorSpace} type, can be in this profile. */
  boolean fits(int channels, int colourSpaceType) {
    return components == channels && type == colourSpaceType;
  }

  /**
   * Converts pixels to sRGB.
   *
   * @param from {@code pixels} times the profile's channels, interleaved, in [0, 1]
   * @param to {@code pixels} times RGB, interleaved, in [0, 1]
   */
  void toSrgb(float[] from, float[] to, int pixels) {
    WritableRaster source = row(pixels, components);
    short[] in = ((DataBufferUShort) source.getDataBuffer()).getData();
    for (int i = 0; i < in.length; i++) {
      in[i] = (short) Math.round(Math.max(0f, Math.min(1f, from[i])) * MOST);
    }
    WritableRaster target = row(pixels, 3);
    conversion.filter(source, target);
    short[] out = ((DataBufferUShort) target.getDataBuffer()).getData();
    for (int i = 0; i < out.length; i++) {
      to[i] = (out[i] & 0xffff) / MOST;
    }
  }

  private static WritableRaster row(int pixels, int channels) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, pixels, 1, channels, null);
  }

  /** Tries all colours of five levels a channel, which also tells whether the profile works. */
  private boolean isSrgb() {
    int levels = 5;
    int pixels = (int) Math.pow(levels, components);
    float[] from = new float[pixels * components];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0, rest = i; c < components; c++, rest /= levels) {
        from[i * components + c] = rest % levels / (levels - 1f);
      }
    }
    float[] to = new float[pixels * 3];
    toSrgb(from, to, pixels);
    boolean same = type == ColorSpace.TYPE_RGB || type == ColorSpace.TYPE_GRAY;
    for (int i = 0; i < to.length && same; i++) {
      float stored = from[components == 1 ? i / 3 : i];
      same = Math.abs(to[i] - stored) < SAME;
    }
    return same;
  }
}
