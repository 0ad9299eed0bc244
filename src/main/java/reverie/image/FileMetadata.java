package reverie.image;

import java.io.IOException;
import java.util.Optional;
import org.apache.commons.imaging.AbstractImageParser;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.common.ImageMetadata;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.png.PngImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffImagingParameters;
import org.apache.commons.imaging.formats.tiff.constants.TiffDirectoryConstants;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.webp.WebPImageMetadata;

/**
 * What a file says about its pixels. Metadata that makes no sense is as none: a picture is not
 * refused for it.
 *
 * @param orientation how to turn the pixels upright
 * @param profile the colours they are in, if not sRGB
 */
record FileMetadata(Orientation orientation, Optional<ColourProfile> profile) {

  static FileMetadata of(PictureFile file, PictureFormat format) {
    AbstractImageParser<?> parser = format.metadataParser().orElse(null);
    if (parser == null) {
      return new FileMetadata(Orientation.UPRIGHT, Optional.empty());
    }
    ByteSource bytes = ByteSource.array(file.bytes());
    return new FileMetadata(orientation(parser, bytes), profile(parser, bytes));
  }

  private static Orientation orientation(AbstractImageParser<?> parser, ByteSource bytes) {
    try {
      var exif = exif(parser, bytes);
      // The first directory only: the next is about a thumbnail.
      var directory =
          exif == null ? null : exif.findDirectory(TiffDirectoryConstants.DIRECTORY_TYPE_ROOT);
      TiffField field =
          directory == null ? null : directory.findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
      return field == null ? Orientation.UPRIGHT : Orientation.ofExif(field.getIntValue());
    } catch (IOException | RuntimeException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static TiffImageMetadata exif(AbstractImageParser<?> parser, ByteSource bytes)
      throws IOException {
    if (parser instanceof TiffImageParser tiff) {
      TiffImagingParameters parameters = new TiffImagingParameters();
      parameters.setReadThumbnails(false); // it would copy the pixels
      return (TiffImageMetadata) tiff.getMetadata(bytes, parameters);
    }
    ImageMetadata metadata = parser.getMetadata(bytes, null);
    if (metadata instanceof JpegImageMetadata jpeg) {
      return jpeg.getExif();
    }
    if (metadata instanceof PngImageMetadata png) {
      return png.getExif();
    }
    return metadata instanceof WebPImageMetadata webp ? webp.getExif() : null;
  }

  private static Optional<ColourProfile> profile(AbstractImageParser<?> parser, ByteSource bytes) {
    try {
      byte[] icc = parser.getIccProfileBytes(bytes, null);
      return icc == null ? Optional.empty() : ColourProfile.of(icc);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
