"""Writes linear.json: singular values with 60 digits, rounded, and least squares of minimum norm.

python Tests/NumericsTests/Resources/linear.py > Tests/NumericsTests/Resources/linear.json
"""
import json
import platform

import mpmath
import numpy

mpmath.mp.dps = 60
generator = numpy.random.default_rng(20)


def hilbert(size):
    return [[1 / (row + column + 1) for column in range(size)] for row in range(size)]


def graded(rows, columns):
    """Columns whose lengths fall by a thousand each, in no order."""
    scales = 10.0 ** (-3 * generator.permutation(columns))
    return (generator.uniform(-1, 1, (rows, columns)) * scales).tolist()


def values(matrix):
    found = mpmath.svd_r(mpmath.matrix(matrix), compute_uv=False)
    return [float(value) for value in found]


cases = [
    # Of these, only as much is determined as the rounding of the elements leaves: absolute accuracy.
    {"name": f"hilbert-{size}", "isGraded": False, "matrix": hilbert(size)} for size in (3, 8, 12)
] + [
    {"name": "random-9x4", "isGraded": False, "matrix": generator.uniform(-1, 1, (9, 4)).tolist()},
    {"name": "graded-7x5", "isGraded": True, "matrix": graded(7, 5)},
    {"name": "graded-12x12", "isGraded": True, "matrix": graded(12, 12)},
]
for case in cases:
    case["values"] = values(case["matrix"])
    case["numpy"] = numpy.linalg.svd(numpy.array(case["matrix"]), compute_uv=False).tolist()

solutions = []
for rows, columns, rank in ((6, 4, 2), (4, 6, 3), (5, 5, 5), (3, 8, 3)):
    matrix = generator.uniform(-1, 1, (rows, rank)) @ generator.uniform(-1, 1, (rank, columns))
    right = generator.uniform(-1, 1, rows)
    solution = numpy.linalg.lstsq(matrix, right, rcond=1e-10)[0]
    solutions.append({"matrix": matrix.tolist(), "right": right.tolist(), "rank": rank, "solution": solution.tolist()})

print(json.dumps({
    "command": "python Tests/NumericsTests/Resources/linear.py",
    "versions": f"mpmath {mpmath.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}",
    "decompositions": cases,
    "solutions": solutions,
}).replace("], [", "],\n["))
