"""Writes sampling.json: points of SciPy's Sobol sequence.

python Tests/NumericsTests/Resources/sampling.py > Tests/NumericsTests/Resources/sampling.json
"""
import json
import platform
import warnings

import scipy
from scipy.stats import qmc

warnings.simplefilter("ignore")
points = qmc.Sobol(512, scramble=False, bits=53).random(1025)
early = [[row, column, points[row, column]] for row in range(17) for column in range(8)]
# A part of the rest: all dimensions, each in other places of the sequence.
late = [[row, column, points[row, column]] for column in range(512) for row in ((column * 37) % 1025, 1022, 1024)]
print(json.dumps({
    "command": "python Tests/NumericsTests/Resources/sampling.py",
    "versions": f"SciPy {scipy.__version__}, Python {platform.python_version()}",
    "points": early + late,
}, indent=None).replace("], [", "],\n["))
