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


{"torch": torch_samples, "numpy": numpy_samples}[sys.argv[1]]()
