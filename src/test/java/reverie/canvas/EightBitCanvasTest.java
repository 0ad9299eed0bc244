package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.tensor.PictureTensors;
import reverie.tensor.Traced;

class EightBitCanvasTest {
  @Test
  void it_paints_exactly_what_is_read_from_the_saved_picture(@TempDir Path folder) {
    for (String name : Canvases.ALL.names()) {
      Canvas canvas = Canvases.eightBit(Canvases.ALL.get(name).of(9, 7));
      INDArray parameters = canvas.noise(1, 4);
      INDArray painted = canvas.paint(parameters).value();
      Path file = folder.resolve(name + ".png");
      Pictures.write(Picture.of(7, 9, PictureTensors.rgb(painted)), file, WriteOptions.DEFAULT);
      assertArrayEquals(PictureTensors.rgb(painted), Pictures.read(file).rgb());
    }
  }

  @Test
  void the_way_back_is_that_of_the_image_before_rounding() {
    Canvas plain = Canvases.ALL.get("fourier").of(6, 6);
    INDArray parameters = plain.noise(1, 4);
    INDArray gradient = Nd4j.rand(parameters.dataType(), 1, 3, 6, 6);
    Traced rounded = Canvases.eightBit(plain).paint(parameters);
    assertEquals(
        plain.paint(parameters).pullback().apply(gradient), rounded.pullback().apply(gradient));
  }

  @Test
  void a_grey_canvas_takes_the_brightness_of_colours() {
    Canvas canvas = Canvases.ALL.get("grey").of(1, 1);
    INDArray image = Nd4j.createFromArray(1f, 0.5f, 0f).reshape(1, 3, 1, 1);
    assertEquals(0.299 + 0.2935, canvas.parametersFor(image).getDouble(0), 1e-6);
  }
}
