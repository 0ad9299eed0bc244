"""Small checkpoints written by the real tools, which WeightFormatsTest and its neighbours read back.

    python3 src/test/python/samples.py torch src/test/resources/weights      (needs PyTorch)
    python3 src/test/python/samples.py numpy src/test/resources/weights      (needs NumPy)
    python3 src/test/python/samples.py keras src/test/resources/weights      (needs h5py)

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


{"keras": keras_samples, "torch": torch_samples, "numpy": numpy_samples}[sys.argv[1]]()
