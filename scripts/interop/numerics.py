#!/usr/bin/env python3
"""Writes what the tests judge distributions and optimisers by: mpmath's probabilities, SciPy's intervals and minima.

    scripts/interop/environment && .venv/interop/bin/python scripts/interop/numerics.py

Probabilities are computed with 40 digits from the doubles that stand in the file; quantiles are their roots.
"""

import json
import platform
from pathlib import Path

import mpmath
import numpy as np
import scipy
from mpmath import mp, mpf
from scipy import optimize, stats

mp.dps = 40
FOLDER = Path(__file__).resolve().parents[2] / "Tests/NumericsTests/Resources"
COMMAND = ".venv/interop/bin/python scripts/interop/numerics.py"


def normal(x):
    return mpmath.erfc(-mpf(x) / mpmath.sqrt(2)) / 2


def series(first, ratio):
    """The sum of positive terms, each the one before times `ratio(n)`."""
    total = term = mpf(first)
    n = 0
    while term > total * mpmath.eps:
        term *= ratio(n)
        total += term
        n += 1
    return total


def gamma_tails(a, x):
    a, x = mpf(a), mpf(x)
    # Enough digits for any upper tail that a double can hold.
    with mp.workdps(360 if x > a else 50):
        factor = mpmath.exp(a * mpmath.log(x) - x - mpmath.loggamma(a + 1))
        lower = factor * series(1, lambda n: x / (a + n + 1))
        return [lower, 1 - lower]


def beta_tails(a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    if x > a / (a + b):
        return beta_tails(b, a, 1 - x)[::-1]
    with mp.workdps(50):
        factor = mpmath.exp(a * mpmath.log(x) + b * mpmath.log(1 - x) + mpmath.loggamma(a + b)
                            - mpmath.loggamma(a + 1) - mpmath.loggamma(b))
        lower = factor * series(1, lambda n: x * (a + b + n) / (a + n + 1))
        return [lower, 1 - lower]


def student_tails(degrees, t):
    outside = beta_tails(mpf(degrees) / 2, mpf(1) / 2, mpf(degrees) / (mpf(degrees) + mpf(t) ** 2))[0]
    return [outside / 2, 1 - outside / 2] if t < 0 else [1 - outside / 2, outside / 2]


def root(start, equation):
    """The root near a double that SciPy found, to all digits."""
    return mpmath.findroot(equation, (mpf(start), mpf(start) * (1 + mpf(10) ** -9)), tol=mpf(10) ** -30, verify=False)


def probabilities():
    """Function, arguments, and the lower and the upper tail."""
    for x in (-38.0, -20.0, -8.3, -3.0, -1.0, -1e-9, 0.0, 0.7, 2.5, 6.0, 12.0):
        yield "normal", [x], [normal(x), normal(-x)]
    for degrees in (1.0, 2.0, 3.0, 9.5, 30.0, 255.0, 4096.0, 20000.0):
        for factor in (1e-6, 0.2, 0.8, 1.0, 1.1, 2.0, 5.0):
            x = degrees * factor
            yield "chi-squared", [degrees, x], gamma_tails(mpf(degrees) / 2, mpf(x) / 2)
    for degrees in (0.7, 1.0, 2.0, 4.0, 29.0, 1000.0):
        for t in (-200.0, -6.0, -1.3, -1e-5, 0.4, 2.0, 31.0):
            yield "student", [degrees, t], student_tails(degrees, t)
    for a, b in ((0.5, 0.5), (1.0, 3.0), (2.0, 0.3), (5.0, 5.0), (1.0, 1000.0), (40.0, 2.5), (300.0, 700.0),
                 (20000.0, 30000.0)):
        for x in (1e-8, 0.01, 0.25, 0.41, 0.5, 0.9, 0.999):
            yield "beta", [a, b, x], beta_tails(a, b, x)


def quantiles():
    """Function, arguments of which the last is the lower tail, and the point."""
    for p in (1e-300, 1e-20, 1e-5, 0.025, 0.3, 0.5 + 1e-9, 0.6, 0.995):
        yield "normal", [p], root(stats.norm.ppf(p), lambda x: mpmath.log(normal(x) / mpf(p)))
    for p in (1e-30, 1e-4, 0.05, 0.5, 0.95, 0.9999):
        for degrees in (1.0, 2.0, 7.0, 100.0, 5000.0):
            yield "chi-squared", [degrees, p], root(stats.chi2.ppf(p, degrees), lambda x: mpmath.log(
                gamma_tails(mpf(degrees) / 2, x / 2)[0] / mpf(p)))
        for degrees in (1.0, 3.0, 24.0, 5000.0):
            if p != 0.5:
                yield "student", [degrees, p], root(stats.t.ppf(p, degrees), lambda t: mpmath.log(
                    student_tails(degrees, t)[0] / mpf(p)))
        for a, b in ((0.5, 0.5), (1.0, 50.0), (12.0, 3.0), (900.0, 1100.0)):
            yield "beta", [a, b, p], root(stats.beta.ppf(p, a, b), lambda x: mpmath.log(
                beta_tails(a, b, x)[0] / mpf(p)))


def small_enough(value):
    return abs(value) > mpf(10) ** -305 or value == 0


def distributions():
    cases = [{"function": name, "arguments": arguments, "values": [float(value) for value in tails]}
             for name, arguments, tails in probabilities() if all(map(small_enough, tails))]
    points = [{"function": name, "arguments": arguments, "values": [float(value)]}
              for name, arguments, value in quantiles()]
    return {"probabilities": cases, "quantiles": points}


def proportions():
    for successes, trials in ((0, 10), (1, 10), (5, 10), (10, 10), (47, 50), (3, 1000), (99990, 100000)):
        for confidence in (0.9, 0.95, 0.999):
            wilson = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
            # SciPy's own exact interval is a root to 2e-12 only.
            tail = (1 - confidence) / 2
            low = stats.beta.ppf(tail, successes, trials - successes + 1) if successes else 0
            high = stats.beta.isf(tail, successes + 1, trials - successes) if successes < trials else 1
            yield {"successes": successes, "trials": trials, "confidence": confidence,
                   "clopperPearson": [float(low), float(high)], "wilson": [float(wilson.low), float(wilson.high)]}


def samples():
    source = np.random.default_rng(5)
    rows = source.normal(size=(12, 3)).round(6)
    first = rows[:, 0]
    interval = stats.t.interval(0.95, len(first) - 1, first.mean(), stats.sem(first))
    return {"rows": rows.tolist(), "means": rows.mean(0).tolist(),
            "covariance": np.cov(rows.T).ravel().tolist(), "interval": [float(end) for end in interval]}


def bowl(x):
    """An ill-conditioned quadratic, coupled."""
    return sum((place + 1) * (value - 1) ** 2 for place, value in enumerate(x)) + 0.5 * (sum(x) - len(x)) ** 2


def rosenbrock(x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def singular(x):
    """Powell's singular function."""
    return ((x[0] + 10 * x[1]) ** 2 + 5 * (x[2] - x[3]) ** 2 + (x[1] - 2 * x[2]) ** 4 + 10 * (x[0] - x[3]) ** 4)


def waves(x):
    """What a small circuit's loss looks like: products of cosines and sines."""
    total = 0.0
    for place in range(len(x)):
        total += np.cos(x[place]) * np.cos(x[(place + 1) % len(x)]) + 0.3 * np.sin(2 * x[place] - 0.4)
    return float(total)


# Name -> function, start, first and final radius, bounds.
PROBLEMS = {
    "bowl-2": (bowl, [0.0, 0.0], 1.0, 1e-6, None),
    "bowl-10": (bowl, [0.0] * 10, 0.5, 1e-6, None),
    "rosenbrock-2": (rosenbrock, [-1.2, 1.0], 0.5, 1e-5, None),
    "singular-4": (singular, [3.0, -1.0, 0.0, 1.0], 1.0, 1e-5, None),
    "waves-6": (waves, [0.3, 1.2, 2.5, 0.7, 1.9, 3.0], 0.5, 1e-6, None),
    "bounded-bowl-4": (bowl, [0.0] * 4, 0.5, 1e-6, [[-1.0, 0.5]] * 2 + [[-2.0, 3.0]] * 2),
    "bounded-rosenbrock-2": (rosenbrock, [-1.2, 1.0], 0.5, 1e-6, [[-2.0, 0.8], [-2.0, 2.0]]),
}


def minima():
    for name, (function, start, radius, final, bounds) in PROBLEMS.items():
        found = optimize.minimize(function, start, method="COBYLA", bounds=bounds, tol=final,
                                  options={"rhobeg": radius, "maxiter": 20_000})
        yield {"name": name, "start": start, "radius": radius, "finalRadius": final, "bounds": bounds,
               "minimum": float(found.fun), "evaluations": int(found.nfev)}


def quasi_newton():
    for name, start in (("bowl", [0.0] * 10), ("rosenbrock", [-1.2, 1.0] * 5), ("singular", [3.0, -1.0, 0.0, 1.0]),
                        ("waves", [0.3, 1.2, 2.5, 0.7, 1.9, 3.0])):
        function = {"bowl": bowl, "rosenbrock": rosenbrock, "singular": singular, "waves": waves}[name]
        slope = gradient(function)
        found = optimize.minimize(function, start, jac=slope, method="L-BFGS-B",
                                  options={"maxcor": 10, "ftol": 0, "gtol": 1e-7, "maxfun": 10_000, "maxiter": 10_000})
        yield {"name": name, "start": start, "minimum": float(found.fun), "evaluations": int(found.nfev)}


def gradient(function):
    """By complex steps, which are exact to rounding; for `waves` too, whose value is then complex."""

    def plain(x):
        if function is waves:
            return sum(np.cos(x[i]) * np.cos(x[(i + 1) % len(x)]) + 0.3 * np.sin(2 * x[i] - 0.4) for i in range(len(x)))
        return function(x)

    def slope(x):
        step = 1e-30
        return np.array([plain([value + 1j * step * (place == k) for place, value in enumerate(x)]).imag / step
                         for k in range(len(x))])

    return slope


def write(name, content):
    document = {"command": COMMAND, **content}
    (FOLDER / name).write_text(json.dumps(document, indent=1) + "\n")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    versions = f"mpmath {mpmath.__version__}, SciPy {scipy.__version__}, Python {platform.python_version()}"
    write("statistics.json", {"versions": versions, **distributions(), "proportions": list(proportions()),
                              "sample": samples()})
    write("optimisers.json", {"versions": versions, "cobyla": list(minima()), "quasiNewton": list(quasi_newton())})


if __name__ == "__main__":
    main()
