package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reverie.image.Picture;
import reverie.zoo.Models;

class EchoRecipeTest {
  private static final Picture PHOTO = Photos.of(60, 50);

  @Test
  void a_run_that_is_stopped_has_the_picture_of_its_last_step() {
    try (Session session = Session.open(Models.DEFAULT)) {
      AtomicInteger asked = new AtomicInteger();
      RunContext stopped = new RunContext(session, e -> {}, () -> asked.incrementAndGet() > 2);
      Echo echo = new EchoRecipe(EchoSettings.DEFAULT, stopped).caricature(PHOTO, "conv2d_2", 1);
      assertEquals(2, echo.run().steps());
      assertFalse(echo.run().completed());
      assertEquals(60, echo.run().picture().width());
    }
  }

  @Test
  void a_photo_is_like_itself_and_a_caricature_exceeds_what_an_inversion_matches() {
    try (Session session = Session.open(Models.DEFAULT)) {
      EchoRecipe recipe =
          new EchoRecipe(
              new EchoSettings(0, 60, EchoSettings.RATE, EchoSettings.Start.NOISE, 1),
              RunContext.of(session));
      Echo.Likeness same = recipe.likeness(PHOTO, PHOTO, "conv2d_3");
      assertEquals(0, same.error());
      assertEquals(1, same.length(), 1e-6);
      assertTrue(same.cosine() > 0.9 && same.cosine() <= 1 + 1e-6, "" + same.cosine());
      Echo more = recipe.caricature(PHOTO, "conv2d_3", 1);
      Echo like = recipe.invert(PHOTO, "conv2d_3", 1);
      Echo.Likeness ofMore = recipe.likeness(more.photo(), more.run().picture(), "conv2d_3");
      Echo.Likeness ofLike = recipe.likeness(like.photo(), like.run().picture(), "conv2d_3");
      assertTrue(ofLike.error() < 0.3, "" + ofLike);
      assertTrue(ofMore.length() > 1.2 * ofLike.length(), ofMore + ", " + ofLike);
    }
  }
}
