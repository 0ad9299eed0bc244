package reverie.recipe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import reverie.image.Picture;
import reverie.zoo.Model;

/** Tells works apart: a number of all that a painting depends on. */
final class Fingerprint {
  /** Numbers of a picture that are read at a time. */
  private static final int PIECE = 1 << 16;

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** Of a painting, as hexadecimal digits. */
  static String of(Model model, StylizeSettings settings, Picture photo, List<Style> styles) {
    Fingerprint all = new Fingerprint();
    all.add(model.name() + " " + model.suggested() + " " + model.graph().layerNames());
    all.add(settings.text());
    settings.start().picture().ifPresent(all::add);
    all.add(photo);
    for (Style style : styles) {
      all.add(style.picture());
      all.add(Double.toString(style.weight()));
      style.mask().ifPresent(all::add);
    }
    return HexFormat.of().formatHex(all.digest.digest());
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(Picture picture) {
    add(picture.toString());
    float[] rgb = picture.rgb();
    ByteBuffer bytes = ByteBuffer.allocate(PIECE * Float.BYTES);
    for (int from = 0; from < rgb.length; from += PIECE) {
      int count = Math.min(PIECE, rgb.length - from);
      bytes.clear().limit(count * Float.BYTES);
      bytes.asFloatBuffer().put(rgb, from, count);
      digest.update(bytes);
    }
  }
}
