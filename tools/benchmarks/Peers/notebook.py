"""Times the notebook's loop over five rows, NumPy's @ on one thread, and the loading of MNIST. Prints a line of JSON: seconds by name.

    python3 notebook.py mnist.pkl.gz 5x784x10 256x256x256 ...
"""
import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import gzip
import json
import pickle
import sys
import timeit

import numpy as np


def seconds(action):
    """The median time of one call, from seven runs of at least a fifth of a second."""
    timer = timeit.Timer(action)
    calls, _ = timer.autorange()
    return sorted(time / calls for time in timer.repeat(7, calls))[3]


def loop(a, b):
    (rows, inner), columns = a.shape, b.shape[1]
    c = np.zeros((rows, columns), np.float32)
    for k in range(inner):
        for i in range(rows):
            for j in range(columns):
                c[i, j] += a[i, k] * b[k, j]
    return c


def load():
    with gzip.open(sys.argv[1], "rb") as file:
        return pickle.load(file, encoding="latin1")


def operands(shape):
    m, k, n = map(int, shape.split("x"))
    random = np.random.default_rng(1)
    return random.standard_normal((m, k), np.float32), random.standard_normal((k, n), np.float32)


five_rows = operands("5x784x10")
times = {"loop": seconds(lambda: loop(*five_rows)), "load": seconds(load)}
for shape in sys.argv[2:]:
    a, b = operands(shape)
    times[shape] = seconds(lambda: a @ b)
print(json.dumps({"version": f"Python {sys.version.split()[0]}, NumPy {np.__version__}", "seconds": times}))
