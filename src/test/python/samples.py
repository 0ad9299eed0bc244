"""Small checkpoints written by the real tools, which WeightFormatsTest and its neighbours read back.

    python3 src/test/python/samples.py torch src/test/resources/weights      (needs PyTorch)
    python3 src/test/python/samples.py numpy src/test/resources/weights      (needs NumPy)
    python3 src/test/python/samples.py keras src/test/resources/weights      (needs h5py)
    python3 src/test/python/samples.py onnx src/test/resources/weights       (needs onnx)

Each of the first files holds "a", float32 [2, 3] of 0, 0.5, ... 2.5, and "b", [4] of -1, 0, 1, 2.
"""
import collections
import json
import os
import sys

folder = sys.argv[2]


def place(name):
    return os.path.join(folder, name)


def torch_samples():
    import torch

    a = torch.arange(6, dtype=torch.float32).reshape(2, 3) / 2
    b = torch.arange(-1, 3).to(torch.float16)
    two = collections.OrderedDict(a=a, b=b)
    torch.save(two, place("two.pth"))
    torch.save(two, place("two-legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "optimizer": {"lr": 0.1}, "state_dict": two}, place("wrapped.pth"))
    # Views: transposed, a part of a storage, shared, a parameter, other numbers.
    whole = torch.arange(12, dtype=torch.float32)
    odd = {"transposed": whole.reshape(3, 4).t(), "part": whole[4:8], "shared": whole,
           "parameter": torch.nn.Parameter(torch.ones(2)), "double": torch.tensor([0.1], dtype=torch.float64),
           "bf16": torch.tensor([1.5], dtype=torch.bfloat16), "steps": torch.tensor(7)}
    torch.save(odd, place("views.pth"))
    torch.save(odd, place("views-legacy.pth"), _use_new_zipfile_serialization=False)
    # More than weights: a whole module, and a pickle that would run a command.
    torch.save(torch.nn.Linear(1, 1), place("module.pth"))

    class Harm:
        def __reduce__(self):
            return os.system, ("echo harm",)
    torch.save({"a": a, "x": Harm()}, place("harm.pth"))
    torch.save({"a": a, "x": Harm()}, place("harm-legacy.pth"), _use_new_zipfile_serialization=False)


def numpy_samples():
    import numpy as np

    a = np.arange(6, dtype=np.float32).reshape(2, 3) / 2
    b = np.arange(-1, 3).astype(np.float16)
    np.savez(place("two.npz"), a=a, b=b)
    np.savez_compressed(place("packed.npz"), a=a, b=b)
    np.savez(place("kinds.npz"), fortran=np.asfortranarray(a), big=a.astype(">f4"), double=a.astype("<f8"),
             whole=np.arange(3, dtype=np.int32), scalar=np.float32(2))
    np.savez(place("object.npz"), a=np.array([{"x": 1}], dtype=object))


def keras_samples():
    """Written with h5py as Keras writes them: Keras itself is not needed."""
    import h5py
    import numpy as np

    a = np.arange(6, dtype=np.float32).reshape(2, 3) / 2
    b = np.arange(-1, 3).astype(np.float32)
    with h5py.File(place("two.h5"), "w") as f:
        f.attrs["layer_names"] = [b"a", b"b"]
        f.create_group("dropout")
        f["a/a/kernel:0"] = a
        f["b/b/bias:0"] = b
    # As VGG's official weights have it: Keras 1's names; and packed in chunks.
    with h5py.File(place("old.h5"), "w") as f:
        f["block1_conv1/block1_conv1_W_1:0"] = np.arange(4, dtype=np.float32)
        f.create_dataset("block1_conv1/block1_conv1_b_1:0", data=np.arange(300, dtype=np.float32), compression="gzip",
                         shuffle=True, chunks=(100,))
    # A whole model: an image of 8x8, a convolution, its mean, classes.
    layers = [
        {"class_name": "InputLayer", "name": "image", "inbound_nodes": [],
         "config": {"batch_input_shape": [None, None, None, 3], "name": "image", "dtype": "float32"}},
        {"class_name": "Conv2D", "name": "conv", "inbound_nodes": [[["image", 0, 0, {}]]],
         "config": {"name": "conv", "filters": 4, "kernel_size": [3, 3], "strides": [1, 1], "padding": "same",
                    "data_format": "channels_last", "activation": "relu", "use_bias": True}},
        {"class_name": "GlobalAveragePooling2D", "name": "mean", "inbound_nodes": [[["conv", 0, 0, {}]]],
         "config": {"name": "mean", "data_format": "channels_last"}},
        {"class_name": "Dense", "name": "predictions", "inbound_nodes": [[["mean", 0, 0, {}]]],
         "config": {"name": "predictions", "units": 2, "activation": "softmax", "use_bias": True}}]
    config = {"class_name": "Functional", "config": {
        "name": "tiny", "layers": layers, "input_layers": [["image", 0, 0]], "output_layers": [["predictions", 0, 0]]}}
    with h5py.File(place("whole.h5"), "w") as f:
        f.attrs["keras_version"] = b"2.13.1"
        f.attrs["model_config"] = json.dumps(config)
        f["model_weights/conv/conv/kernel:0"] = (np.arange(108, dtype=np.float32) % 7 - 3).reshape(3, 3, 3, 4) / 10
        f["model_weights/conv/conv/bias:0"] = np.arange(4, dtype=np.float32) / 10
        f["model_weights/predictions/predictions/kernel:0"] = np.arange(8, dtype=np.float32).reshape(4, 2)
        f["model_weights/predictions/predictions/bias:0"] = np.array([0, 1], dtype=np.float32)
        f["optimizer_weights/iterations:0"] = np.int64(3)
    with h5py.File(place("link.h5"), "w") as f:
        f["a/a/kernel:0"] = a
        f["b"] = h5py.ExternalLink("/etc/passwd", "/x")


def onnx_samples():
    """A network of most operators, with architectures.py's made-up weights, which needs no PyTorch here."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    from made_up import noise

    arrays, nodes = {}, []

    def array(name, *shape, shift=0.0, dtype=np.float32):
        arrays[name] = (noise(name, int(np.prod(shape))).reshape(shape) * np.float32(.5) + np.float32(shift)).astype(dtype)
        return name

    def fixed(name, values, dtype):
        arrays[name] = np.array(values, dtype=dtype)
        return name

    def node(operator, inputs, output, name=None, **attributes):
        nodes.append(helper.make_node(operator, inputs, [output], name=name or "", **attributes))
        return output

    x = node("Conv", ["picture", array("c1.w", 8, 3, 3, 3), array("c1.b", 8)], "c1", "conv1", kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    x = node("BatchNormalization", [x, array("n.g", 8, shift=1), array("n.b", 8), array("n.m", 8), array("n.v", 8, shift=1)], "n1",
             "norm1", epsilon=1e-3)
    x = node("Relu", [x], "r1", "relu1")
    pooled = node("MaxPool", [x], "p1", "pool1", kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    x = node("Conv", [pooled, array("c2.w", 8, 1, 3, 3)], "c2", "conv2", group=8, pads=[1, 1, 1, 1])
    x = node("Clip", [x, fixed("low", 0, np.float32), fixed("high", 6, np.float32)], "k2")
    x = node("Add", [x, pooled], "a2", "add2")
    x = node("Concat", [x, node("LeakyRelu", [x], "l2", alpha=0.2)], "j2", "concat2", axis=1)
    x = node("LRN", [x], "lrn", size=5, alpha=0.01, beta=0.75, bias=2.0)
    x = node("AveragePool", [x], "p2", "pool2", kernel_shape=[2, 2], strides=[1, 1], pads=[1, 1, 0, 0], count_include_pad=1)
    x = node("Mul", [x, array("scale", 1, 16, 1, 1)], "m2")
    x = node("Add", [array("shift", 1, 16, 1, 1), x], "s2")
    x = node("Pad", [x, fixed("pads", [0, 0, 1, 0, 0, 0, 0, 1], np.int64)], "pad3", mode="constant")
    x = node("Conv", [x, array("c3.w", 6, 16, 3, 3), array("c3.b", 6)], "c3", "conv3", strides=[2, 2], dilations=[1, 1])
    x = node("Sigmoid", [x], "g3")
    x = node("Resize", [x, "", fixed("scales", [1, 1, 2, 2], np.float32)], "u3", mode="nearest",
             coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    x = node("Dropout", [x], "d3")
    x = node("GlobalAveragePool", [x], "g4", "mean")
    x = node("Reshape", [x, fixed("shape", [0, -1], np.int64)], "f4")
    x = node("Gemm", [x, array("fc.w", 5, 6), array("fc.b", 5)], "fc", "fc", transB=1)
    x = node("MatMul", [x, array("fc2.w", 5, 4, dtype=np.float16)], "fc2", "fc2")
    node("Softmax", [x], "prob", "prob", axis=1)
    initializers = [numpy_helper.from_array(a, n) for n, a in arrays.items()]
    # One array as a list of numbers rather than bytes.
    initializers[1] = helper.make_tensor("c1.b", TensorProto.FLOAT, [8], arrays["c1.b"].tolist())
    graph = helper.make_graph(
        nodes, "operators", [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["n", 3, "h", "w"])],
        [helper.make_tensor_value_info("prob", TensorProto.FLOAT, ["n", 4])], initializers)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)]), place("operators.onnx"))
    # Two arrays and one operator, for the tests of all formats.
    two = helper.make_graph(
        [helper.make_node("Gemm", ["x", "a", "b"], ["y"])], "two", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])],
        [numpy_helper.from_array(np.arange(6, dtype=np.float32).reshape(2, 3) / 2, "a"),
         numpy_helper.from_array(np.arange(-1, 3).astype(np.float16), "b")])
    onnx.save(helper.make_model(two), place("two.onnx"))


{"onnx": onnx_samples, "keras": keras_samples, "torch": torch_samples, "numpy": numpy_samples}[sys.argv[1]]()
