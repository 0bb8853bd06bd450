"""Judges membership inference by scikit-learn and by formulas written out in NumPy, through evidence files.

Each case is random: answers of a target and of references with and without each example, exact or counted, of two to
five classes, and a population. Scores of LiRA (online and offline, one-sided; spreads of each example or pooled) and of
RMIA (online and offline) are those of the formulas; areas and curves are scikit-learn's to 1e-12.
"""

import json
import time

import numpy as np
from scipy import stats
from sklearn import metrics

import shotglass

WORK = shotglass.ROOT / ".build/interop/membership"
CASES = {"small": 12, "usual": 60}
CURVE_TOLERANCE = 1e-12
SCORE_TOLERANCE = 1e-9
OFFSET = 0.3


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


class Case:
    """Random evidence, as arrays and as a file."""

    def __init__(self, seed):
        source = np.random.default_rng([13, seed])
        self.rows, self.classes = int(source.integers(6, 40)), int(source.integers(2, 6))
        self.models, self.others = 2 * int(source.integers(2, 9)), int(source.integers(5, 60))
        self.shots = int(source.integers(8, 4000)) if seed % 2 else None
        self.labels = source.integers(self.classes, size=self.rows)
        self.other_labels = source.integers(self.classes, size=self.others)
        # Each example is in the training set of half of the references.
        self.member = np.argsort(source.random((self.models, self.rows)), axis=0) < self.models // 2
        self.truth = source.random(self.rows) < 0.5
        self.truth[:2] = [True, False]
        self.target = self.answers(source, self.rows, self.labels, self.truth)
        self.references = np.stack([self.answers(source, self.rows, self.labels, row) for row in self.member])
        self.population = self.answers(source, self.others, self.other_labels, np.zeros(self.others, bool))
        self.population_references = np.stack([
            self.answers(source, self.others, self.other_labels, np.zeros(self.others, bool))
            for _ in range(self.models)])

    def answers(self, source, rows, labels, member):
        scores = source.normal(size=(rows, self.classes))
        scores[np.arange(rows), labels] += 1 + member
        exact = softmax(scores)
        return source.multinomial(self.shots, exact) if self.shots else exact

    def document(self):
        kind = "counts" if self.shots else "probabilities"
        return {
            "schema": 1, "labels": self.labels.tolist(), "target": {kind: self.target.tolist()},
            "references": [{"member": member.tolist(), kind: rows.tolist()}
                           for member, rows in zip(self.member, self.references)],
            "population": {"labels": self.other_labels.tolist(), "target": {kind: self.population.tolist()},
                           "references": [{kind: rows.tolist()} for rows in self.population_references]}}

    def of_label(self, answers, labels):
        """What answers say of the label and of all other classes together, counts with half a shot more for either."""
        own = np.take_along_axis(answers, np.broadcast_to(labels[:, None], answers.shape[:-1] + (1,)), -1)[..., 0]
        others = answers.sum(axis=-1) - own
        if self.shots:
            return (own + 0.5) / (self.shots + 1), (others + 0.5) / (self.shots + 1)
        others = np.where(np.arange(self.classes) == labels[:, None], 0, answers).sum(axis=-1)
        return own, others

    def logits(self, answers):
        own, others = self.of_label(answers, self.labels)
        return np.log(own) - np.log(others)


def fits(case, logits, kind, pooled):
    """Medians and spreads around them of references of one kind."""
    values = [logits[case.member[:, row] == kind, row] for row in range(case.rows)]
    medians = np.array([np.median(value) for value in values])
    residuals = [value - median for value, median in zip(values, medians)]
    together = np.mean(np.concatenate(residuals) ** 2)
    if pooled:
        return medians, np.sqrt(together)
    # An example whose references all answer alike has the spread of all examples.
    return medians, np.sqrt([np.mean(residual ** 2) or together for residual in residuals])


def lira(case, offline, pooled):
    logits, own = case.logits(case.references), case.logits(case.target)
    outside = fits(case, logits, False, pooled)
    if offline:
        return -stats.norm.logsf(own, *outside)
    return stats.norm.logpdf(own, *fits(case, logits, True, pooled)) - stats.norm.logpdf(own, *outside)


def rmia(case, offline):
    own, _ = case.of_label(case.target, case.labels)
    references, _ = case.of_label(case.references, case.labels)
    other, _ = case.of_label(case.population, case.other_labels)
    other_references, _ = case.of_label(case.population_references, case.other_labels)
    outside = np.array([references[~case.member[:, row], row].mean() for row in range(case.rows)])
    inside = np.array([references[case.member[:, row], row].mean() for row in range(case.rows)])
    marginal, other_marginal = (inside + outside) / 2, other_references.mean(axis=0)
    if offline:
        marginal, other_marginal = (((1 + OFFSET) * mean + 1 - OFFSET) / 2 for mean in (outside, other_marginal))
    return (own / marginal)[:, None] / (other / other_marginal)[None, :] > 1


ATTACKS = {
    "lira": lambda case: lira(case, False, False), "lira-pooled": lambda case: lira(case, False, True),
    "lira-offline": lambda case: lira(case, True, False), "lira-offline-pooled": lambda case: lira(case, True, True),
    "rmia": lambda case: rmia(case, False).mean(axis=1), "rmia-offline": lambda case: rmia(case, True).mean(axis=1),
}


def judge(seed):
    """The largest differences of scores, relative to their size, and of curves."""
    case = Case(seed)
    evidence, truth = WORK / f"{seed}.json", WORK / f"{seed}-truth.json"
    evidence.write_text(json.dumps(case.document()))
    truth.write_text(json.dumps({"truth": case.truth.tolist()}))
    scores, curves = 0.0, 0.0
    for name, formula in ATTACKS.items():
        ours = json.loads(shotglass.call("membership", "--evidence", evidence, "--score", truth, "--attack", name,
                                         "--json"))
        expected, found = formula(case), np.array(ours["scores"])
        if not np.isfinite(expected).all():
            raise ValueError(f"{name}: the formula gives {expected}")
        scores = max(scores, float(np.max(np.abs(found - expected) / np.maximum(1, np.abs(expected)))))
        area = metrics.roc_auc_score(case.truth, found)
        false, true, thresholds = metrics.roc_curve(case.truth, found, drop_intermediate=False)
        curve = ours["roc"]
        if len(curve["threshold"]) != len(thresholds):
            raise ValueError(f"{name}: a curve of {len(curve['threshold'])} points, not of {len(thresholds)}")
        curves = max(curves, abs(ours["auc"] - area), *(
            float(np.max(np.abs(np.array(own[1:]) - np.array(peer[1:]))))
            for own, peer in ((curve["falsePositiveRate"], false), (curve["truePositiveRate"], true),
                              (curve["threshold"], thresholds))))
        for level, rate in ours["truePositiveRateAt"].items():
            curves = max(curves, abs(rate - true[false <= float(level) + 1e-12].max()))
    return scores, curves


def run(small):
    """All cases; true when none failed."""
    WORK.mkdir(parents=True, exist_ok=True)
    began, failures, worst = time.monotonic(), [], (0.0, 0.0)
    count = CASES["small" if small else "usual"]
    for seed in range(count):
        try:
            found = judge(seed)
            worst = tuple(map(max, worst, found))
            problem = None
            if found[0] > SCORE_TOLERANCE or found[1] > CURVE_TOLERANCE:
                problem = f"scores off by {found[0]:.3g}, curves by {found[1]:.3g}"
        except Exception as refusal:  # a refusal of either side is a failure like any other
            problem = f"{type(refusal).__name__}: {refusal}"
        if problem:
            failures.append(f"[{seed}]: {problem[:300]}")
    print(f"{'membership against scikit-learn':36} {count - len(failures):5} passed {len(failures):4} failed, "
          f"scores {worst[0]:.1e}, curves {worst[1]:.1e}, {time.monotonic() - began:.0f} s", flush=True)
    for failure in failures[:20]:
        print(f"FAILED membership {failure}")
    return count > 0 and not failures
