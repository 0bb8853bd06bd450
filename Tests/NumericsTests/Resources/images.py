"""Writes images.json: scikit-image's similarity of images; where an image is smaller than the window, of a filter of
SciPy with the weights of the smaller one.

python Tests/NumericsTests/Resources/images.py > Tests/NumericsTests/Resources/images.json
"""
import json
import platform

import numpy
import scipy
import skimage
from scipy.ndimage import correlate1d
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

generator = numpy.random.default_rng(4)


def picture(rows, columns):
    row, column = numpy.mgrid[0:rows, 0:columns]
    return 0.5 + 0.4 * numpy.sin(row / 2.3 + 0.2) * numpy.cos(column / 3.1)


def similarity(image, reference, data_range, weights, correction):
    half = len(weights) // 2

    def mean(values):
        full = correlate1d(correlate1d(values, weights, axis=0), weights, axis=1)
        return full[half:full.shape[0] - half, half:full.shape[1] - half]

    first, second = mean(image), mean(reference)
    covariance = correction * (mean(image * reference) - first * second)
    variances = correction * (mean(image**2) - first**2 + mean(reference**2) - second**2)
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2
    values = (2 * first * second + c1) * (2 * covariance + c2)
    return float(numpy.mean(values / ((first**2 + second**2 + c1) * (variances + c2))))


def windows(side):
    size = min(11, side - 1 + side % 2)
    bell = numpy.exp(-0.5 * (numpy.arange(-(size // 2), size // 2 + 1) / 1.5) ** 2)
    flat = min(7, side - 1 + side % 2)
    return (bell / bell.sum(), 1), (numpy.full(flat, 1 / flat), flat**2 / (flat**2 - 1))


cases = []
for rows, columns, data_range, noise in (
    (28, 28, 1, 0.1), (28, 28, 255, 0.02), (11, 16, 1, 0.3), (8, 8, 1, 0.1), (8, 8, 16, 0.0), (3, 9, 1, 0.2),
    (4, 4, 1, 0.5), (13, 12, 2, 1.0),
):
    reference = (data_range * picture(rows, columns)).round(4)
    image = (reference + data_range * noise * generator.normal(size=reference.shape)).round(4)
    side = min(rows, columns)
    gaussian, uniform = (similarity(image, reference, data_range, *window) for window in windows(side))
    # This script's filter is that of scikit-image where both have one.
    if side >= 11:
        theirs = structural_similarity(
            image, reference, data_range=data_range, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)
        assert abs(theirs - gaussian) < 1e-12
        gaussian = float(theirs)
    if side >= 7:
        theirs = structural_similarity(image, reference, data_range=data_range)
        assert abs(theirs - uniform) < 1e-12
        uniform = float(theirs)
    ratio = None if noise == 0 else float(peak_signal_noise_ratio(reference, image, data_range=data_range))
    cases.append({
        "range": data_range, "image": image.tolist(), "reference": reference.tolist(), "peakSignalToNoiseRatio": ratio,
        "gaussian": gaussian, "uniform": uniform,
    })

print(json.dumps({
    "command": "python Tests/NumericsTests/Resources/images.py",
    "versions": f"scikit-image {skimage.__version__}, SciPy {scipy.__version__}, Python {platform.python_version()}",
    "cases": cases,
}).replace("], [", "],\n["))
