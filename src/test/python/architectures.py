"""What PyTorch makes of each architecture with made-up weights: the numbers that DrawnTest compares.

    python3 src/test/python/architectures.py src/test/resources/networks/torch.json [CHECKPOINTS [WEIGHTS]]

Needs PyTorch and NumPy; torchvision is not needed: the modules below have its names and shapes. CHECKPOINTS is a folder
that the state dicts are saved to, for trying them by hand; WEIGHTS is the official squeezenet1_1 checkpoint.
Every number is a function of its tensor's name and its place, so that Java makes the same ones.
"""
import collections
import json
import os
import sys

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

from made_up import noise

def made_up(name, shape):
    u = noise(name, int(np.prod(shape)) if shape else 1).reshape(shape)
    if name.endswith("running_var"):
        return np.float32(1) + np.float32(0.5) * u
    if len(shape) == 1 and name.endswith("weight"):
        return np.float32(1) + np.float32(0.25) * u
    if len(shape) == 1:
        return np.float32(0.125) * u
    return np.float32(np.sqrt(6.0 / np.prod(shape[1:]))) * u


class Basic(nn.Module):
    """torchvision's BasicConv2d."""

    def __init__(self, i, o, **k):
        super().__init__()
        self.conv = nn.Conv2d(i, o, bias=False, **k)
        self.bn = nn.BatchNorm2d(o, eps=0.001)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


def vgg(norm, depths, head):
    layers, i = [], 3
    for width, depth in zip((64, 128, 256, 512, 512), depths):
        for _ in range(depth):
            layers += [nn.Conv2d(i, width, 3, padding=1)] + ([nn.BatchNorm2d(width)] if norm else []) + [nn.ReLU()]
            i = width
        layers.append(nn.MaxPool2d(2))

    class Vgg(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(*layers)
            if head:
                self.classifier = nn.Sequential(
                    nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(),
                    nn.Linear(4096, 1000))

        def forward(self, x):
            x = self.features(x)
            return self.classifier(F.adaptive_avg_pool2d(x, 7).flatten(1)) if head else x
    return Vgg()


class Fire(nn.Module):
    def __init__(self, i, s, e):
        super().__init__()
        self.squeeze, self.expand1x1, self.expand3x3 = nn.Conv2d(i, s, 1), nn.Conv2d(s, e, 1), nn.Conv2d(s, e, 3, padding=1)

    def forward(self, x):
        x = F.relu(self.squeeze(x))
        return torch.cat([F.relu(self.expand1x1(x)), F.relu(self.expand3x3(x))], 1)


def squeezenet(version):
    pool = lambda: nn.MaxPool2d(3, 2, ceil_mode=True)
    if version == 0:
        features = [nn.Conv2d(3, 96, 7, 2), nn.ReLU(), pool(), Fire(96, 16, 64), Fire(128, 16, 64), Fire(128, 32, 128), pool(),
                    Fire(256, 32, 128), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), pool(), Fire(512, 64, 256)]
    else:
        features = [nn.Conv2d(3, 64, 3, 2), nn.ReLU(), pool(), Fire(64, 16, 64), Fire(128, 16, 64), pool(), Fire(128, 32, 128),
                    Fire(256, 32, 128), pool(), Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256)]

    class SqueezeNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(*features)
            self.classifier = nn.Sequential(nn.Dropout(), nn.Conv2d(512, 1000, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1))

        def forward(self, x):
            return self.classifier(self.features(x)).flatten(1)
    return SqueezeNet()


class AlexNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 64, 11, 4, 2), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(),
            nn.MaxPool2d(3, 2), nn.Conv2d(192, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(),
            nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2))
        self.classifier = nn.Sequential(nn.Dropout(), nn.Linear(9216, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096),
                                        nn.ReLU(), nn.Linear(4096, 1000))

    def forward(self, x):
        return self.classifier(F.adaptive_avg_pool2d(self.features(x), 6).flatten(1))


class Inception1(nn.Module):
    def __init__(self, i, a, b, c, d, e, f):
        super().__init__()
        self.branch1 = Basic(i, a, kernel_size=1)
        self.branch2 = nn.Sequential(Basic(i, b, kernel_size=1), Basic(b, c, kernel_size=3, padding=1))
        self.branch3 = nn.Sequential(Basic(i, d, kernel_size=1), Basic(d, e, kernel_size=3, padding=1))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1, ceil_mode=True), Basic(i, f, kernel_size=1))

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class GoogLeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = Basic(3, 64, kernel_size=7, stride=2, padding=3), Basic(
            64, 64, kernel_size=1), Basic(64, 192, kernel_size=3, padding=1)
        for name, sizes in {
                "3a": (192, 64, 96, 128, 16, 32, 32), "3b": (256, 128, 128, 192, 32, 96, 64),
                "4a": (480, 192, 96, 208, 16, 48, 64), "4b": (512, 160, 112, 224, 24, 64, 64),
                "4c": (512, 128, 128, 256, 24, 64, 64), "4d": (512, 112, 144, 288, 32, 64, 64),
                "4e": (528, 256, 160, 320, 32, 128, 128), "5a": (832, 256, 160, 320, 32, 128, 128),
                "5b": (832, 384, 192, 384, 48, 128, 128)}.items():
            setattr(self, "inception" + name, Inception1(*sizes))
        self.fc = nn.Linear(1024, 1000)

    def forward(self, x):
        pool = lambda t, k: F.max_pool2d(t, k, 2, ceil_mode=True)
        x = pool(self.conv3(self.conv2(pool(self.conv1(x), 3))), 3)
        x = pool(self.inception3b(self.inception3a(x)), 3)
        x = self.inception4e(self.inception4d(self.inception4c(self.inception4b(self.inception4a(x)))))
        x = self.inception5b(self.inception5a(pool(x, 2)))
        return self.fc(x.mean((2, 3)))


class CaffeGoogLeNet(nn.Module):
    """bvlc_googlenet's deploy.prototxt; blue comes first."""

    def __init__(self):
        super().__init__()
        conv = lambda name, i, o, k, **more: self.add_module(name, nn.Conv2d(i, o, k, padding=k // 2, **more))
        conv("conv1/7x7_s2", 3, 64, 7, stride=2)
        conv("conv2/3x3_reduce", 64, 64, 1)
        conv("conv2/3x3", 64, 192, 3)
        for name, (i, a, b, c, d, e, f) in {
                "3a": (192, 64, 96, 128, 16, 32, 32), "3b": (256, 128, 128, 192, 32, 96, 64),
                "4a": (480, 192, 96, 208, 16, 48, 64), "4b": (512, 160, 112, 224, 24, 64, 64),
                "4c": (512, 128, 128, 256, 24, 64, 64), "4d": (512, 112, 144, 288, 32, 64, 64),
                "4e": (528, 256, 160, 320, 32, 128, 128), "5a": (832, 256, 160, 320, 32, 128, 128),
                "5b": (832, 384, 192, 384, 48, 128, 128)}.items():
            n = "inception_" + name
            conv(n + "/1x1", i, a, 1), conv(n + "/3x3_reduce", i, b, 1), conv(n + "/3x3", b, c, 3)
            conv(n + "/5x5_reduce", i, d, 1), conv(n + "/5x5", d, e, 5), conv(n + "/pool_proj", i, f, 1)
        self.add_module("loss3/classifier", nn.Linear(1024, 1000))

    def forward(self, x):
        c = lambda name, t: F.relu(getattr(self, name)(t))
        pool = lambda t: F.max_pool2d(t, 3, 2, ceil_mode=True)
        norm = lambda t: F.local_response_norm(t, 5, alpha=1e-4, beta=.75, k=1.)
        x = norm(pool(c("conv1/7x7_s2", x.flip(1))))
        x = pool(norm(c("conv2/3x3", c("conv2/3x3_reduce", x))))
        for name in ("3a", "3b", "p", "4a", "4b", "4c", "4d", "4e", "p", "5a", "5b"):
            n = "inception_" + name
            x = pool(x) if name == "p" else torch.cat([
                c(n + "/1x1", x), c(n + "/3x3", c(n + "/3x3_reduce", x)), c(n + "/5x5", c(n + "/5x5_reduce", x)),
                c(n + "/pool_proj", F.max_pool2d(x, 3, 1, 1))], 1)
        return getattr(self, "loss3/classifier")(x.mean((2, 3)))


class Block(nn.Module):
    def __init__(self, i, width, stride, deep):
        super().__init__()
        o = width * (4 if deep else 1)
        if deep:
            self.conv1, self.bn1 = nn.Conv2d(i, width, 1, bias=False), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
            self.conv3, self.bn3 = nn.Conv2d(width, o, 1, bias=False), nn.BatchNorm2d(o)
        else:
            self.conv1, self.bn1 = nn.Conv2d(i, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
            self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.deep = deep
        self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o)) if stride > 1 or i != o else None

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.deep:
            y = self.bn3(self.conv3(F.relu(y)))
        return F.relu(y + (self.downsample(x) if self.downsample else x))


class ResNet(nn.Module):
    def __init__(self, deep, depths):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)
        i = 64
        for stage, depth in enumerate(depths):
            blocks = []
            for b in range(depth):
                blocks.append(Block(i, 64 << stage, 2 if stage and not b else 1, deep))
                i = (64 << stage) * (4 if deep else 1)
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(i, 1000)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.fc(self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3)))


def conv6(i, o, k, stride=1, groups=1):
    return nn.Sequential(nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=False), nn.BatchNorm2d(o), nn.ReLU6())


class Inverted(nn.Module):
    def __init__(self, i, o, stride, t):
        super().__init__()
        self.add = stride == 1 and i == o
        self.conv = nn.Sequential(*([conv6(i, i * t, 1)] if t > 1 else []), conv6(i * t, i * t, 3, stride, i * t),
                                  nn.Conv2d(i * t, o, 1, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        return x + self.conv(x) if self.add else self.conv(x)


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        layers, i = [conv6(3, 32, 3, 2)], 32
        for t, c, n, s in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)):
            for b in range(n):
                layers.append(Inverted(i, c, s if b == 0 else 1, t))
                i = c
        self.features = nn.Sequential(*layers, conv6(320, 1280, 1))
        self.classifier = nn.Sequential(nn.Dropout(), nn.Linear(1280, 1000))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


class DenseLayer(nn.Module):
    def __init__(self, i):
        super().__init__()
        self.norm1, self.conv1 = nn.BatchNorm2d(i), nn.Conv2d(i, 128, 1, bias=False)
        self.norm2, self.conv2 = nn.BatchNorm2d(128), nn.Conv2d(128, 32, 3, padding=1, bias=False)

    def forward(self, x):
        y = self.conv1(F.relu(self.norm1(x)))
        return torch.cat([x, self.conv2(F.relu(self.norm2(y)))], 1)


class DenseNet(nn.Module):
    def __init__(self):
        super().__init__()
        parts = collections.OrderedDict(
            conv0=nn.Conv2d(3, 64, 7, 2, 3, bias=False), norm0=nn.BatchNorm2d(64), relu0=nn.ReLU(), pool0=nn.MaxPool2d(3, 2, 1))
        c = 64
        for b, depth in enumerate((6, 12, 24, 16)):
            parts[f"denseblock{b + 1}"] = nn.Sequential(collections.OrderedDict(
                (f"denselayer{n + 1}", DenseLayer(c + 32 * n)) for n in range(depth)))
            c += 32 * depth
            if b < 3:
                parts[f"transition{b + 1}"] = nn.Sequential(collections.OrderedDict(
                    norm=nn.BatchNorm2d(c), relu=nn.ReLU(), conv=nn.Conv2d(c, c // 2, 1, bias=False), pool=nn.AvgPool2d(2)))
                c //= 2
        parts["norm5"] = nn.BatchNorm2d(c)
        self.features = nn.Sequential(parts)
        self.classifier = nn.Linear(c, 1000)

    def forward(self, x):
        return self.classifier(F.relu(self.features(x)).mean((2, 3)))


class Nin(nn.Module):
    def __init__(self):
        super().__init__()
        layers, i = [], 3
        for width, k, stride, pad in ((96, 11, 4, 0), (256, 5, 1, 2), (384, 3, 1, 1), (1024, 3, 1, 1)):
            for n in range(3):
                o = 1000 if width == 1024 and n == 2 else width
                layers += [nn.Conv2d(i, o, k, stride, pad) if n == 0 else nn.Conv2d(i, o, 1), nn.ReLU()]
                i = o
            if width < 1024:
                layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
            if width == 384:
                layers.append(nn.Dropout())
        self.features = nn.Sequential(*layers)

    def forward(self, x):
        # Trained on blue, green, red.
        return self.features(x.flip(1)).mean((2, 3))


class InceptionV3(nn.Module):
    def __init__(self):
        super().__init__()
        c = lambda i, o, k, s=1, p=0: Basic(i, o, kernel_size=k, stride=s, padding=p)
        self.Conv2d_1a_3x3, self.Conv2d_2a_3x3, self.Conv2d_2b_3x3 = c(3, 32, 3, 2), c(32, 32, 3), c(32, 64, 3, 1, 1)
        self.Conv2d_3b_1x1, self.Conv2d_4a_3x3 = c(64, 80, 1), c(80, 192, 3)
        D = nn.ModuleDict
        row, column = dict(k=(1, 7), p=(0, 3)), dict(k=(7, 1), p=(3, 0))
        for name, i, pool in (("5b", 192, 32), ("5c", 256, 64), ("5d", 288, 64)):
            setattr(self, "Mixed_" + name, D(dict(
                branch1x1=c(i, 64, 1), branch5x5_1=c(i, 48, 1), branch5x5_2=c(48, 64, 5, 1, 2), branch3x3dbl_1=c(i, 64, 1),
                branch3x3dbl_2=c(64, 96, 3, 1, 1), branch3x3dbl_3=c(96, 96, 3, 1, 1), branch_pool=c(i, pool, 1))))
        self.Mixed_6a = D(dict(branch3x3=c(288, 384, 3, 2), branch3x3dbl_1=c(288, 64, 1), branch3x3dbl_2=c(64, 96, 3, 1, 1),
                               branch3x3dbl_3=c(96, 96, 3, 2)))
        for name, m in (("6b", 128), ("6c", 160), ("6d", 160), ("6e", 192)):
            setattr(self, "Mixed_" + name, D(dict(
                branch1x1=c(768, 192, 1), branch7x7_1=c(768, m, 1), branch7x7_2=c(m, m, **row), branch7x7_3=c(m, 192, **column),
                branch7x7dbl_1=c(768, m, 1), branch7x7dbl_2=c(m, m, **column), branch7x7dbl_3=c(m, m, **row),
                branch7x7dbl_4=c(m, m, **column), branch7x7dbl_5=c(m, 192, **row), branch_pool=c(768, 192, 1))))
        self.Mixed_7a = D(dict(branch3x3_1=c(768, 192, 1), branch3x3_2=c(192, 320, 3, 2), branch7x7x3_1=c(768, 192, 1),
                               branch7x7x3_2=c(192, 192, **row), branch7x7x3_3=c(192, 192, **column),
                               branch7x7x3_4=c(192, 192, 3, 2)))
        for name, i in (("7b", 1280), ("7c", 2048)):
            setattr(self, "Mixed_" + name, D(dict(
                branch1x1=c(i, 320, 1), branch3x3_1=c(i, 384, 1), branch3x3_2a=c(384, 384, (1, 3), 1, (0, 1)),
                branch3x3_2b=c(384, 384, (3, 1), 1, (1, 0)), branch3x3dbl_1=c(i, 448, 1), branch3x3dbl_2=c(448, 384, 3, 1, 1),
                branch3x3dbl_3a=c(384, 384, (1, 3), 1, (0, 1)), branch3x3dbl_3b=c(384, 384, (3, 1), 1, (1, 0)),
                branch_pool=c(i, 192, 1))))
        self.fc = nn.Linear(2048, 1000)

    def forward(self, x):
        def chain(b, y, *names):
            for n in names:
                y = b[n](y)
            return y
        pool = lambda y: F.max_pool2d(y, 3, 2)
        mean = lambda y: F.avg_pool2d(y, 3, 1, 1)
        x = pool(self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x))))
        x = pool(self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(x)))
        for b in (self.Mixed_5b, self.Mixed_5c, self.Mixed_5d):
            x = torch.cat([b["branch1x1"](x), chain(b, x, "branch5x5_1", "branch5x5_2"),
                           chain(b, x, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"), b["branch_pool"](mean(x))], 1)
        b = self.Mixed_6a
        x = torch.cat([b["branch3x3"](x), chain(b, x, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"), pool(x)], 1)
        for b in (self.Mixed_6b, self.Mixed_6c, self.Mixed_6d, self.Mixed_6e):
            x = torch.cat([b["branch1x1"](x), chain(b, x, "branch7x7_1", "branch7x7_2", "branch7x7_3"),
                           chain(b, x, *(f"branch7x7dbl_{n}" for n in range(1, 6))), b["branch_pool"](mean(x))], 1)
        b = self.Mixed_7a
        x = torch.cat([chain(b, x, "branch3x3_1", "branch3x3_2"), chain(b, x, *(f"branch7x7x3_{n}" for n in range(1, 5))),
                       pool(x)], 1)
        for b in (self.Mixed_7b, self.Mixed_7c):
            three, twice = b["branch3x3_1"](x), chain(b, x, "branch3x3dbl_1", "branch3x3dbl_2")
            x = torch.cat([b["branch1x1"](x), b["branch3x3_2a"](three), b["branch3x3_2b"](three), b["branch3x3dbl_3a"](twice),
                           b["branch3x3dbl_3b"](twice), b["branch_pool"](mean(x))], 1)
        return self.fc(x.mean((2, 3)))


NETWORKS = {
    "vgg16": (lambda: vgg(False, (2, 2, 3, 3, 3), False), 64, 96),
    "vgg16_bn": (lambda: vgg(True, (2, 2, 3, 3, 3), False), 64, 96),
    "vgg19": (lambda: vgg(False, (2, 2, 4, 4, 4), False), 64, 96),
    "vgg19_bn": (lambda: vgg(True, (2, 2, 4, 4, 4), False), 64, 96),
    "squeezenet1_0": (lambda: squeezenet(0), 100, 123),
    "squeezenet1_1": (lambda: squeezenet(1), 100, 123),
    "alexnet": (AlexNet, 224, 240),
    "googlenet": (GoogLeNet, 100, 123),
    "googlenet of Caffe": (CaffeGoogLeNet, 100, 123),
    "inception-v3": (InceptionV3, 107, 123),
    "resnet18": (lambda: ResNet(False, (2, 2, 2, 2)), 100, 123),
    "resnet50": (lambda: ResNet(True, (3, 4, 6, 3)), 100, 123),
    "mobilenet_v2": (MobileNetV2, 100, 123),
    "densenet121": (DenseNet, 100, 123),
    "nin": (Nin, 163, 187),
}


def outputs(model, height, width):
    model.eval()
    with torch.no_grad():
        x = torch.from_numpy(noise("input", 3 * height * width).reshape(1, 3, height, width))
        y = model(x).flatten().double()
    step = max(1, len(y) // 16)
    return {"height": height, "width": width, "count": len(y), "norm": float(y.norm()), "step": step,
            "values": [float(v) for v in y[::step][:16]]}


def keras_model():
    """The whole model of samples.py's whole.h5, computed in PyTorch's layout."""
    kernel = (torch.arange(108) % 7 - 3).float().reshape(3, 3, 3, 4).permute(3, 2, 0, 1) / 10
    x = torch.from_numpy(noise("input", 3 * 9 * 8).reshape(1, 3, 9, 8))
    y = F.relu(F.conv2d(x, kernel, torch.arange(4).float() / 10, padding=1)).mean((2, 3))
    y = (y @ torch.arange(8).float().reshape(4, 2) + torch.tensor([0., 1.])).flatten().double()
    return {"height": 9, "width": 8, "count": 2, "norm": float(y.norm()), "step": 1, "values": [float(v) for v in y]}


def onnx_model():
    """samples.py's operators.onnx."""
    a = lambda name, *shape, shift=0.0: torch.from_numpy(noise(name, int(np.prod(shape))).reshape(shape)) * .5 + shift
    x = torch.from_numpy(noise("input", 3 * 17 * 14).reshape(1, 3, 17, 14))
    x = F.conv2d(x, a("c1.w", 8, 3, 3, 3), a("c1.b", 8), padding=1)
    x = F.relu(F.batch_norm(x, a("n.m", 8), a("n.v", 8, shift=1), a("n.g", 8, shift=1), a("n.b", 8), eps=1e-3))
    pooled = F.max_pool2d(x, 3, 2, ceil_mode=True)
    x = F.conv2d(pooled, a("c2.w", 8, 1, 3, 3), padding=1, groups=8).clamp(0, 6) + pooled
    x = F.local_response_norm(torch.cat([x, F.leaky_relu(x, .2)], 1), 5, alpha=.01, beta=.75, k=2.)
    x = F.avg_pool2d(F.pad(x, (1, 0, 1, 0)), 2, 1)
    x = x * a("scale", 1, 16, 1, 1) + a("shift", 1, 16, 1, 1)
    x = torch.sigmoid(F.conv2d(F.pad(x, (0, 1, 1, 0)), a("c3.w", 6, 16, 3, 3), a("c3.b", 6), stride=2))
    x = F.interpolate(x, scale_factor=2, mode="nearest").mean((2, 3))
    x = F.linear(x, a("fc.w", 5, 6), a("fc.b", 5)) @ a("fc2.w", 5, 4).half().float()
    y = x.flatten().double()
    return {"height": 17, "width": 14, "count": 4, "norm": float(y.norm()), "step": 1, "values": [float(v) for v in y]}


def main():
    result = {}
    for name, (make, height, width) in NETWORKS.items():
        model = make()
        state = {k: torch.from_numpy(made_up(k, tuple(v.shape))) for k, v in model.state_dict().items()
                 if not k.endswith("num_batches_tracked")}
        model.load_state_dict(state, strict=False)
        if len(sys.argv) > 2:
            torch.save(model.state_dict(), os.path.join(sys.argv[2], name + ".pth"))
        result[name] = outputs(model, height, width)
        print(name, sum(p.numel() for p in model.parameters()), result[name]["norm"])
    if len(sys.argv) > 3:
        model = squeezenet(1)
        model.load_state_dict(torch.load(sys.argv[3]))
        result["squeezenet1_1 with its weights"] = outputs(model, 227, 260)
    result["whole.h5"] = keras_model()
    result["operators.onnx"] = onnx_model()
    with open(sys.argv[1], "w") as out:
        json.dump(result, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
