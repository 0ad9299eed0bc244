/**
 * {@link reverie.image.Picture}: pictures in memory and in files.
 *
 * <p>{@link reverie.image.Pictures} reads and writes them: {@code PictureFile} has the bytes,
 * {@code PictureFormats} knows whose they are, a {@code PictureFormat} decodes them, {@code
 * FileMetadata} says how they are turned and coloured, and {@code PictureDecoder} makes the
 * picture. {@link reverie.image.Resampling} changes their size and {@link reverie.image.Colours}
 * their colours. Nothing is loaded before the first picture is read or written.
 */
package reverie.image;
