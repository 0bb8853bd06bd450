"""Judges the verb `accountant` by dp-accounting and by direct sums.

Renyi divergences agree with dp-accounting's at the same whole orders, and so does epsilon. At fractional orders
dp-accounting 0.6.0 adds up terms of either sign as if all were positive, which is an upper bound: there SciPy integrates
the definition, and ours is not above theirs. The privacy loss accountant's epsilon is within 1 % of dp-accounting's, and
so is the noise for an epsilon. Randomized quantization is computed anew by enumerating which levels are kept, shots by
summing over all counts.
"""

import itertools
import json
import math
import time
import warnings

import numpy as np
import shotglass

# A relative difference above this fails.
RENYI_TOLERANCE = 1e-6
LOSS_TOLERANCE = 0.01
# Of the losses that dp-accounting composes.
LOSS_INTERVAL = 1e-4

# Sampling rate, noise multiplier, steps, delta. The first five are those of the tests.
TRAININGS = [
    (0.01, 1.0, 1000, 1e-5), (0.01, 1.1, 10_000, 1e-5), (0.032, 1.0, 620, 1e-3), (0.1, 2.0, 100, 1e-4),
    (1.0, 4.0, 10, 1e-5), (0.001, 0.8, 5000, 1e-6), (0.25, 3.0, 400, 1e-5), (0.5, 0.7, 3, 1e-3), (0.9, 5.0, 50, 1e-7),
    (0.02, 8.0, 2000, 1e-5), (0.3, 1.0, 1, 1e-5), (1.0, 0.9, 1, 1e-4), (0.004, 0.6, 300, 1e-8),
]
# Sampling rate, epsilon, steps, delta: the noise is asked for.
NOISES = [(0.1, 2.0, 100, 1e-5), (0.032, 1.0, 620, 1e-5)]
WHOLE_ORDERS = [2, 3, 5, 8, 12, 16, 32, 63, 128]
FRACTIONAL_ORDERS = [1.1, 1.5, 2.5, 3.7, 10.9]
# Levels, probability of keeping, margin over the limit 1, steps, delta.
QUANTIZATIONS = [(8, 0.5, 1.0, 1, 1e-5), (8, 0.5, 1.0, 5, 1e-5), (5, 0.3, 0.5, 20, 1e-3), (16, 0.42, 1.0, 2, 1e-4)]
SHOTS = [(0.8, 0.75, 16, 1e-5), (0.8, 0.75, 1024, 1e-5), (0.6, 0.55, 256, 1e-5), (0.02, 0.3, 40, 1e-9)]


def ask(what, *options):
    return json.loads(shotglass.call("accountant", what, "--json", *options))


def integral(rate, noise, order):
    """The Renyi divergence of one step, a row removed, by quadrature."""
    from scipy.integrate import quad

    def excess(x):
        y = rate * math.expm1(min((2 * x - 1) / (2 * noise * noise), 700))
        g = math.expm1(order * math.log1p(y)) - order * y if abs(y) > 1e-3 else y * y * order * (order - 1) / 2 * (
            1 + (order - 2) / 3 * y * (1 + (order - 3) / 4 * y * (1 + (order - 4) / 5 * y)))
        return g * math.exp(-x * x / (2 * noise * noise)) / (noise * math.sqrt(2 * math.pi))

    ends = np.linspace(-12 * noise, order + 12 * noise, 40)
    total = sum(quad(excess, *pair, epsabs=0, epsrel=1e-11)[0] for pair in itertools.pairwise(ends))
    return math.log1p(total) / (order - 1)


def training(rate, noise, steps, delta):
    """The greatest relative difference, as a share of what is allowed."""
    import dp_accounting
    from dp_accounting import pld, rdp

    def found(orders):
        return ask("training", "--rate", repr(rate), "--noise", repr(noise), "--steps", steps, "--delta", repr(delta),
                   "--orders", ",".join(map(str, orders)))

    def peer(orders):
        accountant = rdp.RdpAccountant(orders)
        accountant.compose(event, steps)
        return accountant

    event = dp_accounting.PoissonSampledDpEvent(rate, dp_accounting.GaussianDpEvent(noise))
    ours, theirs = found(WHOLE_ORDERS), peer(WHOLE_ORDERS)
    shares = [abs(row["divergence"] / value - 1) / RENYI_TOLERANCE
              for row, value in zip(ours["divergences"], theirs._rdp)]
    shares.append(abs(ours["rdp"]["epsilon"] / theirs.get_epsilon(delta) - 1) / RENYI_TOLERANCE)
    fractional = [row["divergence"] for row in found(FRACTIONAL_ORDERS)["divergences"]]
    for order, value, bound in zip(FRACTIONAL_ORDERS, fractional, peer(FRACTIONAL_ORDERS)._rdp):
        shares.append(abs(value / (steps * integral(rate, noise, order)) - 1) / RENYI_TOLERANCE)
        if value > bound * (1 + RENYI_TOLERANCE):
            raise ValueError(f"the divergence of order {order} is {value}, above {bound}")
    exact = pld.PLDAccountant(value_discretization_interval=LOSS_INTERVAL)
    exact.compose(event, steps)
    epsilon = exact.get_epsilon(delta)
    shares.append(abs(ours["prv"]["epsilon"] / epsilon - 1) / LOSS_TOLERANCE)
    # dp-accounting's own is above the truth.
    if ours["prv"]["lowerEpsilon"] > epsilon:
        raise ValueError(f"epsilon {epsilon} is below what is not below {ours['prv']['lowerEpsilon']}")
    return max(shares)


def noise_for(rate, epsilon, steps, delta):
    import dp_accounting
    from dp_accounting import pld

    found = ask("training", "--rate", repr(rate), "--epsilon", repr(epsilon), "--steps", steps, "--delta", repr(delta))
    if found["prv"]["epsilon"] > epsilon:
        raise ValueError(f"the noise gives epsilon {found['prv']['epsilon']}, more than {epsilon}")
    theirs = dp_accounting.calibrate_dp_mechanism(
        lambda: pld.PLDAccountant(value_discretization_interval=LOSS_INTERVAL),
        lambda noise: dp_accounting.SelfComposedDpEvent(
            dp_accounting.PoissonSampledDpEvent(rate, dp_accounting.GaussianDpEvent(noise)), steps),
        epsilon, delta, dp_accounting.LowerEndpointAndGuess(0.5, 2))
    return abs(found["noiseMultiplier"] / theirs - 1) / LOSS_TOLERANCE


def reference_quantization(value, levels, keeping, margin):
    """The levels' probabilities, summed over all choices of kept inner levels."""
    places = np.linspace(-1 - margin, 1 + margin, levels)
    result = np.zeros(levels)
    for choice in itertools.product([False, True], repeat=levels - 2):
        kept = [0, *(place + 1 for place, is_kept in enumerate(choice) if is_kept), levels - 1]
        share = keeping ** sum(choice) * (1 - keeping) ** (levels - 2 - sum(choice))
        high = next(index for index, place in enumerate(kept) if place == levels - 1 or places[place] > value)
        low, high = kept[high - 1], kept[high]
        up = (value - places[low]) / (places[high] - places[low])
        result[low] += share * (1 - up)
        result[high] += share * up
    return result


def quantization(levels, keeping, margin, steps, delta):
    from dp_accounting.pld import privacy_loss_distribution as losses

    found = ask("quantization", "--mechanism", f"rqm:1:{levels}:{keeping}:{margin}", "--steps", steps, "--delta",
                repr(delta), "--orders", ",".join(map(str, WHOLE_ORDERS)))
    places = np.linspace(-1 - margin, 1 + margin, levels)
    values = [-1.0, *(place for place in places if -1 < place < 1), 1.0]
    rows = [reference_quantization(value, levels, keeping, margin) for value in values]
    shares = [np.abs(rows[-1] - found["probabilities"]).max() / 1e-12]
    curve = [max(np.log(np.sum(p**order * q ** (1 - order))) / (order - 1) for p in rows for q in rows)
             for order in WHOLE_ORDERS]
    shares += [abs(row["divergence"] / (steps * theirs) - 1) / RENYI_TOLERANCE
               for row, theirs in zip(found["divergences"], curve)]
    shares.append(abs(found["pure"] / (steps * max(np.log(p / q).max() for p in rows for q in rows)) - 1) / 1e-9)
    # Each pair of numbers alone: none is above, and one is hardly below.
    epsilons = [losses.from_two_probability_mass_functions(
        dict(enumerate(np.log(q))), dict(enumerate(np.log(p))), value_discretization_interval=1e-4, symmetric=True)
        .self_compose(steps).get_epsilon_for_delta(delta) for p, q in itertools.combinations(rows, 2)]
    if found["prv"]["epsilon"] < max(epsilons) * (1 - 1e-3):
        raise ValueError(f"a pair of numbers has epsilon {max(epsilons)}, above {found['prv']['epsilon']}")
    return max(*shares, (found["prv"]["epsilon"] / max(epsilons) - 1) / (2 * LOSS_TOLERANCE))


def shots(first, second, count, delta):
    from scipy.optimize import brentq
    from scipy.stats import binom

    counts = np.arange(count + 1)
    p, q = binom.pmf(counts, count, first), binom.pmf(counts, count, second)

    def excess(epsilon):
        factor = math.exp(epsilon)
        return max(np.maximum(0, p - factor * q).sum(), np.maximum(0, q - factor * p).sum()) - delta

    found = ask("shots", "--probabilities", f"{first},{second}", "--shots", count, "--delta", repr(delta))
    return abs(found["exact"] / brentq(excess, 0, 200, xtol=1e-13) - 1) / 1e-6


def run(is_small):
    warnings.filterwarnings("ignore")
    groups = [
        ("trainings", training, TRAININGS[:6:2] if is_small else TRAININGS),
        ("noise for an epsilon", noise_for, NOISES[:1] if is_small else NOISES),
        ("quantization", quantization, QUANTIZATIONS), ("shots", shots, SHOTS),
    ]
    print("accountants, by dp-accounting, NumPy and SciPy: the greatest difference as a share of what is allowed")
    good = True
    for name, judge, rows in groups:
        began, worst, failures = time.monotonic(), 0.0, []
        for row in rows:
            try:
                share = judge(*row)
                worst = max(worst, share)
                if not share <= 1:
                    failures.append(f"  {name} {row}: {share:.3g} times what is allowed")
            except Exception as problem:  # a refusal is a finding, never a stop
                failures.append(f"  {name} {row}: {type(problem).__name__}: {problem}")
        status = "passed" if not failures else "FAILED"
        print(f"  {name:<22} {len(rows):3d} rows  {worst:8.2g}  {status}  {time.monotonic() - began:.1f} s")
        print("\n".join(failures), end="\n" if failures else "")
        good &= not failures
    return good
