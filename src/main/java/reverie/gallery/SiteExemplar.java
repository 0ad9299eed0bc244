package reverie.gallery;

/**
 * The part of somebody's photo that excites a unit most.
 *
 * @param figure the crop
 * @param photo the photo's file name
 * @param value the unit's activation there
 * @param place where in the photo
 */
public record SiteExemplar(SiteFigure figure, String photo, double value, Place place) {

  /** Checks the value. */
  public SiteExemplar {
    SiteNumbers.check(photo, value);
  }

  /**
   * A rectangle of a photo, in the photo's pixels.
   *
   * @param x left
   * @param y top
   * @param width of the rectangle
   * @param height of the rectangle
   * @param ofWidth the photo's width
   * @param ofHeight the photo's height
   */
  public record Place(int x, int y, int width, int height, int ofWidth, int ofHeight) {
    /** Checks that there is something of the rectangle in the photo. */
    public Place {
      if (ofWidth < 1 || ofHeight < 1 || width < 1 || height < 1) {
        throw new IllegalArgumentException(
            width + " x " + height + " pixels of " + ofWidth + " x " + ofHeight);
      }
    }
  }
}
