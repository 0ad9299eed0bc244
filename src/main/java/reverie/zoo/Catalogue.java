package reverie.zoo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reverie.support.Registry;
import reverie.weights.Checksum;

/**
 * Weights that can be fetched from their publishers: torchvision's, Keras Applications' and the
 * ONNX model zoo's. DeepLearning4J's zoo is not among them: its files do not say for which range
 * and order of colours they were trained, and its checksums, Adler-32, find little.
 */
public final class Catalogue {
  private static final String TORCHVISION = "https://download.pytorch.org/models/";
  private static final String KERAS =
      "https://storage.googleapis.com/tensorflow/keras-applications/";
  private static final String ONNX = "https://media.githubusercontent.com/media/onnx/models/";
  private static final Pattern DIGITS = Pattern.compile("-([0-9a-f]{8})\\.pth$");

  /** By name. */
  public static final Registry<Offer> ALL =
      Registry.of("set of weights to fetch", Offer::name, offers());

  private Catalogue() {}

  private static List<Offer> offers() {
    List<Offer> all = new ArrayList<>();
    all.add(torchvision("inception-v3", "inception_v3_google-0cc3c7bd.pth", 104));
    all.add(torchvision("googlenet", "googlenet-1378be20.pth", 50));
    all.add(torchvision("vgg16", "vgg16-397923af.pth", 528));
    all.add(torchvision("vgg16_bn", "vgg16_bn-6c64b313.pth", 528));
    all.add(torchvision("vgg19", "vgg19-dcbb9e9d.pth", 548));
    all.add(torchvision("vgg19_bn", "vgg19_bn-c79401a0.pth", 548));
    all.add(torchvision("squeezenet1_0", "squeezenet1_0-b66bff10.pth", 5));
    all.add(torchvision("squeezenet1_1", "squeezenet1_1-b8a52dc0.pth", 5));
    all.add(torchvision("alexnet", "alexnet-owt-7be5be79.pth", 233));
    all.add(torchvision("resnet18", "resnet18-f37072fd.pth", 45));
    all.add(torchvision("resnet50", "resnet50-0676ba61.pth", 98));
    all.add(torchvision("mobilenet_v2", "mobilenet_v2-b0353104.pth", 14));
    all.add(torchvision("densenet121", "densenet121-a639ec97.pth", 31));
    all.add(keras("vgg16", "", 528, "64373286793e3c8b2b4e3219cbf3544b"));
    all.add(keras("vgg16", "_notop", 56, "6d6bbae143d832006294945121d1f1fc"));
    all.add(keras("vgg19", "", 548, "cbe5617147190e668d6c5d5026f83318"));
    all.add(keras("vgg19", "_notop", 76, "253f8cb515780f3b799900260a226db6"));
    all.add(
        onnx(
            "squeezenet1_1",
            "9ef45be2139eb080c239f596837ac0748050df46",
            "squeezenet/model/squeezenet1.1-7.onnx",
            5,
            "1eeff551a67ae8d565ca33b572fc4b66e3ef357b0eb2863bb9ff47a918cc4088"));
    all.add(
        onnx(
            "vgg16",
            "13fcb614fdedcc09864c0691c080ccf82ca3b85b",
            "vgg/model/vgg16-7.onnx",
            528,
            "f20805a3ecccaa88647bbab4ad011ff2412a9838485ea844de0fcbce349820b9"));
    all.add(
        onnx(
            "mobilenet_v2",
            "13fcb614fdedcc09864c0691c080ccf82ca3b85b",
            "mobilenet/model/mobilenetv2-7.onnx",
            14,
            "c1c513582d56afceff8516c73804e484c81c6a830712ab6d682253f4a3cd042f"));
    all.add(
        onnx(
            "resnet18",
            "5372b0b46b4a0cafcaf5f9f924e7494a088ffa86",
            "resnet/model/resnet18-v1-7.onnx",
            45,
            "4e8f8653e7a2222b3904cc3fe8e304cd8b339ce1d05fd24688162f86fb6df52c"));
    return all;
  }

  /** The zoo is a repository: the address holds a commit, the SHA-256 is that commit's. */
  private static Offer onnx(
      String network, String commit, String path, int mebibytes, String sha256) {
    return new Offer(
        network + "-onnx",
        Offer.OWN,
        path.substring(path.lastIndexOf('/') + 1),
        List.of(URI.create(ONNX + commit + "/vision/classification/" + path)),
        mebibytes,
        Checksum.sha256(sha256),
        "ONNX model zoo, Apache-2.0; trained on ImageNet");
  }

  /** The first 8 digits of its SHA-256 stand in the file's name. */
  private static Offer torchvision(String architecture, String file, int mebibytes) {
    Matcher digits = DIGITS.matcher(file);
    if (!digits.find()) {
      throw new IllegalArgumentException(file);
    }
    String name =
        architecture.equals(Models.DEFAULT) ? architecture + "-torchvision" : architecture;
    return new Offer(
        name,
        architecture,
        file,
        List.of(URI.create(TORCHVISION + file)),
        mebibytes,
        Checksum.sha256(digits.group(1)),
        "torchvision, BSD-3-Clause; trained on ImageNet");
  }

  /** Keras publishes MD5 only; without the classifier ("notop") a tenth of the size. */
  private static Offer keras(String architecture, String top, int mebibytes, String md5) {
    String file = architecture + "_weights_tf_dim_ordering_tf_kernels" + top + ".h5";
    return new Offer(
        architecture + "-keras" + top.replace('_', '-'),
        architecture,
        file,
        List.of(URI.create(KERAS + architecture + "/" + file)),
        mebibytes,
        Checksum.md5(md5),
        "Oxford VGG, CC BY 4.0, converted by Keras; trained on ImageNet");
  }
}
