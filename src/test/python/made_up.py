"""Numbers that are a function of a name and a place, for Python and (MadeUp.java) Java alike."""
import zlib

import numpy as np

M = 0xFFFFFFFFFFFFFFFF


def noise(name, count):
    """Numbers in [-1, 1), multiples of 2^-23: splitmix64 of the name's CRC-32 and the place."""
    with np.errstate(over="ignore"):
        z = np.arange(count, dtype=np.uint64) + np.uint64((zlib.crc32(name.encode()) << 32) & M)
        z = z * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return ((z >> np.uint64(40)).astype(np.float64) / 2 ** 23 - 1).astype(np.float32)
