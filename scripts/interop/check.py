#!/usr/bin/env python3
"""Judges Shotglass's import and export by its peers: one line a group of checks, then the totals.

    scripts/interop/run [--soak] [--only REGEX] [--language] [--engine] [--models] [--accountants] [--membership]

Import: a text that a peer wrote or can read gives the peer's own state. Export: every dialect's text is accepted by
each peer that reads it and gives the same state again. Format: the canonical text has the same tree. All states agree
to 1e-10 up to a global phase. The corpus of the language: its programs' distributions in the peers that run them,
see language.py. The simulators: states, noise and the noise of every device, see engine.py. The exported models: their
means and derivatives, see gallery.py and gradients.py. The accountants of differential privacy, see accountants.py.
Attacks on membership and their curves: see membership.py. What a peer is known not to do stands in limits.py; each such
skip is counted by reason.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import circuits
import dialects
import language
import peers
import shotglass
from limits import WRONG_STATE, reason_for

TOLERANCE = 1e-10
WORK = shotglass.ROOT / ".build/interop"

# Dialect -> the peers that can simulate its text.
READERS = {
    "openqasm3": ["qiskit", "braket", "pyqasm"],
    "openqasm2": ["qiskit", "pytket", "pyqasm"],
    "braket": ["braket"],
    "ionq": ["qiskit", "pyqasm"],
    "ibm": ["qiskit", "braket"],
}


@dataclass
class Outcome:
    group: str
    case: str
    status: str  # passed, failed or skipped
    detail: str = ""
    error: float = 0.0
    phase: float = 0.0
    seconds: float = 0.0


class Checks:
    """The checks of one case: each `attempt` becomes one outcome, whatever it raises."""

    def __init__(self, case):
        self.case = case
        self.folder = WORK / re.sub(r"[^\w.-]", "_", case.name)
        self.outcomes = []

    def attempt(self, group, peer, text, action):
        """Runs `action`, which returns a (difference, phase) or raises; sorts a failure by the table of limits."""
        began = time.process_time()
        try:
            error, phase = action() or (0.0, 0.0)
            if error <= TOLERANCE:
                self.outcomes.append(Outcome(group, self.case.name, "passed", "", error, phase))
            else:
                self.sort(group, peer, text, f"{WRONG_STATE}, off by {error:.3g}")
        except Exception as problem:  # every refusal of a peer is a finding, never a stop
            self.sort(group, peer, text, f"{type(problem).__name__}: {problem}")
        self.outcomes[-1].seconds = time.process_time() - began

    def sort(self, group, peer, text, message):
        message = " ".join(message.split())
        reason = reason_for(peer, text, message)
        status = "skipped" if reason else "failed"
        self.outcomes.append(Outcome(group, self.case.name, status, reason or message[:300]))

    def state(self, group, peer, text, inputs=None):
        self.attempt(group, peer, text,
                     lambda: peers.difference(self.case.expected, peers.STATES[peer](text, inputs)))

    def produce(self, group, name, action):
        """A text that Shotglass writes, kept in the work folder; None, with its outcome, when it refuses."""
        try:
            text = action()
        except Exception as problem:
            self.sort(group, "shotglass", self.case.text, f"{type(problem).__name__}: {problem}")
            return None
        (self.folder / name).write_text(text)
        return text


def check_case(case):
    """All checks of one program."""
    checks = Checks(case)
    checks.folder.mkdir(parents=True, exist_ok=True)
    source = checks.folder / f"input.qasm{case.version}"
    source.write_text(case.text)
    bindings = None
    if case.inputs:
        bindings = checks.folder / "bindings.json"
        bindings.write_text(json.dumps(case.inputs))
    if case.expected is not None:
        check_import(checks, source)
        for dialect in ("openqasm3", "openqasm2") if case.is_twin else READERS:
            check_export(checks, source, dialect, bindings)
        if case.inputs:
            check_symbolic_export(checks, source)
    if case.version == 3:
        check_format(checks, source)
    return checks.outcomes


def check_import(checks, source):
    case = checks.case
    checks.attempt(f"import openqasm{case.version}", "shotglass", case.text,
                   lambda: peers.difference(case.expected, shotglass.amplitudes(source, case.inputs)))


def check_export(checks, source, dialect, bindings):
    """The text with all its inputs bound: vocabulary, every peer's state, and our own again."""
    kind = "bound" if bindings else "export"
    text = checks.produce(f"{kind} {dialect}", f"{dialect}.qasm", lambda: shotglass.export(source, dialect, bindings))
    if text is None:
        return
    checks.attempt(f"{kind} {dialect} vocabulary", "shotglass", text, lambda: dialects.check(dialect, text))
    for peer in READERS[dialect]:
        checks.state(f"{kind} {dialect} -> {peer}", peer, text)
    if dialect != "braket":
        checks.attempt(f"{kind} {dialect} -> shotglass", "shotglass", text, lambda: peers.difference(
            checks.case.expected, shotglass.amplitudes(checks.folder / f"{dialect}.qasm")))


def check_symbolic_export(checks, source):
    """The text with its inputs as parameters."""
    case = checks.case
    for dialect, readers in (("openqasm3", ["qiskit", "braket", "pyqasm"]), ("braket", ["braket"])):
        text = checks.produce(f"symbolic {dialect}", f"symbolic-{dialect}.qasm",
                              lambda: shotglass.export(source, dialect))
        if text is None:
            continue
        checks.attempt(f"symbolic {dialect} vocabulary", "shotglass", text,
                       lambda: dialects.check(dialect, text, set(case.inputs)))
        for peer in readers:
            checks.state(f"symbolic {dialect} -> {peer}", peer, text, case.inputs)


def check_format(checks, source):
    text = checks.produce("format", "formatted.qasm", lambda: shotglass.formatted(source))
    if text is None:
        return

    def same_tree():
        if peers.parse_reference(text) != peers.parse_reference(checks.case.text):
            raise AssertionError("the formatted text has another tree")

    def settled():
        if shotglass.formatted(checks.folder / "formatted.qasm") != text:
            raise AssertionError("formatting again changes the text")

    checks.attempt("format keeps the tree", "openqasm3", checks.case.text, same_tree)
    checks.attempt("format is settled", "shotglass", checks.case.text, settled)


def check_counts(dynamic):
    """A circuit that measures on its way: the counts of two samplers must be two samples of one distribution."""
    name, text, circuit = dynamic
    checks = Checks(circuits.Case(name, text, None))
    checks.folder.mkdir(parents=True, exist_ok=True)
    source = checks.folder / "input.qasm3"
    source.write_text(text)
    shots = 8192
    checks.attempt("counts of dynamic circuits", "shotglass", text, lambda: peers.counts_agree(
        shotglass.counts(source, shots, 11), peers.aer_counts(circuit, shots, 12)))
    check_format(checks, source)
    return checks.outcomes


class Programs:
    """The programs of one run. Peers make them one by one, while others are judged already."""

    def __init__(self, selection, only=None):
        self.selection = selection
        self.only = re.compile(only or "")
        # Filled while cases are made: circuits that measure on their way, and MQT Bench families with nothing of this
        # size.
        self.dynamic, self.absent = [], []
        self.count = 0

    def cases(self):
        for case in itertools.chain(
                circuits.bench_cases(self.dynamic, self.absent, self.selection),
                circuits.random_cases(self.selection.random), circuits.symbolic_cases(), circuits.written_cases()):
            if self.only.search(case.name):
                self.count += 1
                yield case

    def dynamic_circuits(self):
        self.dynamic = [entry for entry in self.dynamic if self.only.search(entry[0])]
        return self.dynamic


def run_all(programs):
    # Spawned, not forked: Qiskit's threads do not survive a fork. A worker that dies ends the pool with an error, where
    # multiprocessing's own would wait for its answer for ever.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn"), peers.remember_trees) as pool:
        results = list(pool.map(check_case, programs.cases()))
        results += pool.map(check_counts, programs.dynamic_circuits())
    return [outcome for outcomes in results for outcome in outcomes]


def report(outcomes):
    """Prints a line a group, the reasons of skips, the failures, the totals; true when nothing failed."""
    groups = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.group].append(outcome)
    for group in sorted(groups):
        members = groups[group]
        tally = Counter(outcome.status for outcome in members)
        worst = max((outcome.error for outcome in members), default=0.0)
        phases = sum(abs(outcome.phase) > TOLERANCE for outcome in members)
        notes = [f"{sum(outcome.seconds for outcome in members):.0f} s"]
        notes += [f"worst {worst:.1e}"] if worst else []
        notes += [f"{phases} up to a phase"] if phases else []
        print(f"{group:36} {tally['passed']:5} passed {tally['failed']:4} failed {tally['skipped']:4} skipped"
              f"  {', '.join(notes)}")
    for (group, reason), count in sorted(Counter(
            (outcome.group, outcome.detail) for outcome in outcomes if outcome.status == "skipped").items()):
        print(f"skipped {count:4} x {group}: {reason}")
    failures = sorted((o for o in outcomes if o.status == "failed"), key=lambda o: (o.group, o.case))
    for outcome in failures:
        print(f"FAILED {outcome.group} [{outcome.case}]: {outcome.detail}")
    return not failures


def judge_circuits(options):
    """The checks of states and texts; true when none failed."""
    began = time.monotonic()
    selection = circuits.SOAK if options.soak else circuits.SMALL if is_small(options) else circuits.USUAL
    programs = Programs(selection, options.only)
    outcomes = run_all(programs)
    print(f"interop: {programs.count} programs with a state, {len(programs.dynamic)} that measure on their way; "
          f"without a circuit of 3 to 10 qubits: {', '.join(programs.absent)}", flush=True)
    good = report(outcomes)
    tally = Counter(outcome.status for outcome in outcomes)
    print(f"{time.monotonic() - began:.0f} s; texts are in {WORK.relative_to(shotglass.ROOT)}")
    print(f"{tally['passed']} passed, {tally['failed']} failed, {tally['skipped']} skipped")
    return good and (outcomes or options.only)


def judge_language(options):
    return language.run(options.only, is_small(options), verbose=options.language)


# The workers that judge circuits import this file too, and need not wait for the imports of the parts below.
def judge_engine(options):
    import engine

    return engine.run("small" if is_small(options) else "soak" if options.soak else "usual")


def judge_models(options):
    import gallery
    import gradients

    return gallery.run(is_small(options)) & gradients.run(is_small(options))


def judge_accountants(options):
    import accountants

    return accountants.run(is_small(options))


def judge_membership(options):
    import membership

    return membership.run(is_small(options))


def is_small(options):
    return os.environ.get("SHOTGLASS_SCALE") == "small" and not options.soak


# What judges each part, and which parts keep every core busy by themselves.
PARTS = {"circuits": judge_circuits, "language": judge_language, "engine": judge_engine, "models": judge_models,
         "accountants": judge_accountants, "membership": judge_membership}
PARALLEL = ("circuits", "language")


def run_part(name):
    """Runs one part in a process of its own; its status and what it printed.

    Peers are native code of many makers in one process, and now and then one crashes; Shotglass runs in processes of
    its own, where a crash is a failed check. So a part that a signal ended is run once more, and says so.
    """
    text = ""
    for _ in range(2):
        result = subprocess.run([sys.executable, "-X", "faulthandler", __file__, "--part", name, *sys.argv[1:]],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        text += result.stdout
        if result.returncode >= 0:
            break
        text += f"interop: {signal.Signals(-result.returncode).name} in a peer ended the part {name}\n"
    return result.returncode == 0, text


def run_parts(names):
    """The parts in turn, those that use one core side by side; true when none failed."""
    good = True
    for several in ([[name] for name in names if name in PARALLEL]
                    + [[name for name in names if name not in PARALLEL]]):
        with ThreadPoolExecutor(max(1, len(several))) as pool:
            for passed, text in pool.map(run_part, several):
                print(text, end="", flush=True)
                good &= passed
    return good


def parse_options():
    parser = argparse.ArgumentParser(description="Judges Shotglass's import and export by its peers.")
    parser.add_argument("--soak", action="store_true",
                        help="every size and 400 random programs of each version; the simulators only with --engine")
    parser.add_argument("--only", metavar="REGEX", help="only the programs whose name matches")
    parser.add_argument("--language", action="store_true", help="only the corpus of the language, with every refusal")
    parser.add_argument("--engine", action="store_true", help="only the simulators")
    parser.add_argument("--models", action="store_true", help="only the exported models")
    parser.add_argument("--accountants", action="store_true", help="only the accountants of differential privacy")
    parser.add_argument("--membership", action="store_true", help="only attacks on membership")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = parse_options()
    if not Path(shotglass.binary()).exists():
        sys.exit(f"{shotglass.binary()} does not exist; build it with: make build")
    if options.part:
        sys.exit(0 if PARTS[options.part](options) else 1)
    # Two workers use both cores already; the peers' own threads would only wait for each other.
    os.environ.update({f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "NUMBA", "RAYON")})
    chosen = [name for name in PARTS if getattr(options, name, False)]
    usual = ["circuits", "language"] if options.only or options.soak else list(PARTS)
    sys.exit(0 if run_parts(chosen or usual) else 1)


if __name__ == "__main__":
    main()
