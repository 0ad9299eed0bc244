package reverie.zoo;

import java.util.List;
import reverie.support.Registry;

/** All architectures, in the order of tables. */
public final class Architectures {
  /** By name. */
  public static final Registry<Architecture> ALL =
      Registry.of(
          "model",
          Architecture::name,
          List.of(
              new InceptionV3(),
              GoogLeNet.googLeNet(),
              Vgg.vgg16(),
              Vgg.vgg16Norm(),
              Vgg.vgg19(),
              Vgg.vgg19Norm(),
              SqueezeNet.v10(),
              SqueezeNet.v11(),
              AlexNet.alexNet(),
              ResNet.resNet18(),
              ResNet.resNet50(),
              MobileNetV2.mobileNetV2(),
              DenseNet.denseNet121(),
              Nin.nin(),
              new Lecture()));

  private Architectures() {}

  /** Those whose checkpoints may hold arrays alone. */
  static List<Drawn> drawn() {
    return ALL.all().stream().filter(Drawn.class::isInstance).map(Drawn.class::cast).toList();
  }
}
