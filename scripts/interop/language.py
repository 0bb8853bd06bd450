"""Judges Shotglass's corpus of the language by the peers that can run its programs.

Each program of Tests/OpenQASMTests/Resources/language that says what it gives, and takes no inputs, goes to every
peer. A peer that refuses a program says nothing about it; one that runs it must give the same distribution of the same
registers within shot noise, or stand in disagreements.py with the reason.
"""

import json
import math
import os
import re
import selectors
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import peers
import shotglass
from disagreements import DISAGREEMENTS, LEAST_AGREED

CORPUS = shotglass.ROOT / "Tests/OpenQASMTests/Resources/language"
PEERS = list(LEAST_AGREED)
LEAST_CONFIRMED = 60
# Peers that read a bit string with index 0 on its left, where the specification's myInt[4:7] = "1010" has it on the
# right: what they give for a program may be right once the program's bit strings are the other way round.
MIRRORING = ["braket", "qdk"]
# The first answer takes longer, because the peer begins with its imports.
FIRST_PATIENCE = 90


@dataclass(frozen=True)
class Effort:
    """Shots of programs whose outcome is random and of those where it is certain. A peer that says nothing for longer
    than `patience` seconds hangs; it is stopped, and a new one goes on behind that program."""

    shots: int
    certain_shots: int
    patience: int


USUAL, SMALL = Effort(20000, 2000, 15), Effort(4000, 100, 6)
# At small scale the peers are asked for every so-manieth program: what they say depends on the corpus, not on our code,
# which is judged by all of it.
SMALL_STRIDE = 4


@dataclass
class Program:
    """A program of the corpus, and the exact probabilities that it states."""

    name: str
    path: Path
    keys: dict
    outputs: dict
    registers: list

    @property
    def is_random(self):
        return any(0 < probability < 1 for odds in (self.keys, *self.outputs.values()) for probability in odds.values())


@dataclass
class Verdict:
    """What one peer made of one program: agreed, mirrored (agreed once its bit strings are), refused or differs."""

    program: str
    peer: str
    status: str
    detail: str = ""


def header(text):
    """The `// key: value` lines that a program begins with."""
    found = {}
    for line in text.split("\n"):
        match = re.match(r"// (\w+): (.*)", line)
        if not match:
            break
        found.setdefault(match[1], match[2])
    return found


def registers_of(text, keys):
    """The bit variables that the keys are made of, as [name, width] in the order of declaration."""
    widths = [len(part) for part in reversed(next(iter(keys)).split(" "))] if next(iter(keys)) else []
    outputs, variables = [], []
    if peers.is_version_2(text):  # the reference parser knows no `opaque`
        variables = re.findall(r"\bcreg\s+(\w+)\s*\[", re.sub(r"//.*", "", text))
    for statement in [] if peers.is_version_2(text) else peers.parse_reference(text).statements:
        kind = type(statement).__name__
        if type(getattr(statement, "type", None)).__name__ != "BitType":
            continue
        if kind == "IODeclaration":
            outputs.append(statement.identifier.name)
        elif kind == "ClassicalDeclaration":
            variables.append(statement.identifier.name)
    names = outputs or variables
    if len(names) != len(widths):
        raise ValueError(f"has {len(names)} bit variables and a key of {len(widths)}")
    return [list(pair) for pair in zip(names, widths)]


def gather():
    """The programs that can be judged, and those whose registers the reference parser does not show, with why."""
    programs, odd = [], []
    for path in sorted(CORPUS.rglob("*.qasm")):
        text = path.read_text()
        says = header(text)
        if not says.get("run", "").startswith("{") or "input" in says:
            continue
        name = str(path.relative_to(CORPUS).with_suffix(""))
        keys, outputs = json.loads(says["run"]), json.loads(says.get("outputs", "{}"))
        if list(keys) == [""] and not outputs:
            continue
        try:
            programs.append(Program(name, path, keys, outputs, registers_of(text, keys)))
        except Exception as problem:  # the reference parser has limits of its own
            odd.append((name, f"{type(problem).__name__} {problem}".replace("\n", " ")[:100]))
    return programs, odd


def difference(odds, counts):
    """What is wrong with these counts of these probabilities, each key on its own within 5 standard deviations."""
    shots = sum(counts.values())
    for key in sorted(set(odds) | set(counts)):
        probability, seen = odds.get(key, 0.0), counts.get(key, 0)
        slack = 5 * math.sqrt(shots * probability * (1 - probability))
        if abs(seen - shots * probability) > slack + 1e-9:
            return f"gives {most(counts)}, where {most(odds)} is expected"
    return ""


def most(counts):
    """The few likeliest keys of a distribution, as text."""
    total = sum(counts.values())
    likeliest = sorted(counts.items(), key=lambda entry: -entry[1])[:4]
    return "{" + ", ".join(f"'{key}': {count / total:.4g}" for key, count in likeliest) + "}"


def judge(program, peer, answer):
    if "refused" in answer:
        return Verdict(program.name, peer, "refused", " ".join(answer["refused"].split()))
    compared = 0
    problems = []
    if list(program.keys) != [""]:
        compared += 1
        problems.append(difference(program.keys, answer["counts"]))
    for name, odds in program.outputs.items():
        if name in answer["values"]:
            compared += 1
            problem = difference(odds, answer["values"][name])
            problems.append(problem and f"{name}: {problem}")
    if not compared:
        return Verdict(program.name, peer, "refused", "CannotSay: shows no outputs")
    problems = [problem for problem in problems if problem]
    return Verdict(program.name, peer, "differs" if problems else "agreed", "; ".join(problems))


class Conversation:
    """One peer's process, started anew when it hangs or dies."""

    def __init__(self, peer, patience):
        self.peer, self.patience = peer, patience
        self.process = None

    def ask(self, program, shots, mirrored=False):
        """What the peer answers, or that it is silent."""
        patience = self.patience
        if self.process is None:
            patience = FIRST_PATIENCE
            self.process = subprocess.Popen(
                [sys.executable, Path(__file__).with_name("language_peers.py"), self.peer], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=program.path.parent)
        request = {"path": str(program.path), "shots": shots, "registers": program.registers, "mirrored": mirrored}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            line = self.process.stdout.readline() if selector.select(patience) else None
        if line:
            return json.loads(line)
        self.close()
        return {"refused": "Stopped: ends" if line == "" else f"Stopped: says nothing for {patience} s"}

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def ask_all(peer, programs, effort):
    """One peer's verdicts on these programs, and the seconds that it took."""
    began = time.monotonic()
    conversation = Conversation(peer, effort.patience)
    verdicts = []
    for program in programs:
        enough = effort.shots if program.is_random else effort.certain_shots
        verdict = judge(program, peer, conversation.ask(program, enough))
        if verdict.status == "differs" and peer in MIRRORING:
            again = judge(program, peer, conversation.ask(program, enough, mirrored=True))
            verdict = Verdict(program.name, peer, "mirrored") if again.status == "agreed" else verdict
        verdicts.append(verdict)
    conversation.close()
    return peer, verdicts, time.monotonic() - began


def judge_ourselves(programs, shots):
    """Shotglass's own counts against what the programs state, by the same rule."""
    def one(program):
        try:
            counts = shotglass.counts(program.path, shots, 5)
        except shotglass.Refused as problem:
            return Verdict(program.name, "shotglass", "refused", str(problem)[:300])
        return judge(program, "shotglass", {"counts": counts, "values": {}}) if list(program.keys) != [""] else None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [verdict for verdict in pool.map(one, programs) if verdict]


@dataclass
class Summary:
    """Verdicts sorted by the tables of what is known."""

    failures: list = field(default_factory=list)
    reasons: Counter = field(default_factory=Counter)
    refusals: Counter = field(default_factory=Counter)
    used: set = field(default_factory=set)


def sort_out(verdicts):
    summary = Summary()
    for verdict in verdicts:
        if verdict.status == "differs":
            row = next((row for row in DISAGREEMENTS
                        if row.peer == verdict.peer and verdict.program in row.programs), None)
            if row is None:
                summary.failures.append(verdict)
            else:
                summary.reasons[row.peer, row.reason] += 1
                summary.used.add((row, verdict.program))
        elif verdict.status == "refused":
            if verdict.detail.startswith("Stopped"):  # a slow machine says nothing about the table
                summary.used.update((row, verdict.program) for row in DISAGREEMENTS if row.peer == verdict.peer)
            summary.refusals[verdict.peer, refusal_kind(verdict.detail)] += 1
    return summary


def refusal_kind(detail):
    """The few words that refusals are counted by: what our adapter says, or that the peer refuses."""
    own = re.match(r"(?:CannotSay|Stopped): (.*)", detail)
    return own[1] if own else "refuses the program"


def run(only=None, small=False, verbose=False):
    """Prints what every peer makes of the corpus; true when nothing is left unexplained."""
    programs, odd = gather()
    if only:
        programs = [program for program in programs if re.search(only, program.name)]
    effort = SMALL if small else USUAL
    began = time.monotonic()
    print(f"language: {len(programs)} programs of the corpus with exact probabilities or outputs", flush=True)
    for name, problem in odd:
        print(f"language: left out {name}: {problem}")
    verdicts = judge_ourselves(programs, effort.shots)
    # Two processes a peer, the slowest peer first, as many at a time as there are processors.
    asked = programs[::SMALL_STRIDE] if small else programs
    parts = [(peer, asked[half::2]) for peer in reversed(PEERS) for half in (0, 1)]
    seconds = Counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for peer, found, spent in pool.map(lambda part: ask_all(*part, effort), parts):
            verdicts += found
            seconds[peer] += spent
    print("language: asked " + ", ".join(f"{peer} for {spent:.0f} s" for peer, spent in seconds.items())
          + f"; {time.monotonic() - began:.0f} s in all")
    return report(asked, verdicts, whole=only is None and not small, verbose=verbose)


def report(programs, verdicts, whole, verbose):
    summary = sort_out(verdicts)
    tallies = defaultdict(Counter)
    for verdict in verdicts:
        tallies[verdict.peer][verdict.status] += 1
        if verbose and verdict.status == "refused":
            print(f"refused {verdict.peer} {verdict.program}: {verdict.detail[:300]}")
    for (peer, words), count in sorted(summary.refusals.items(), key=lambda entry: (entry[0][0], -entry[1])):
        print(f"refused  {count:4} x {peer}: {words}")
    for (peer, reason), count in sorted(summary.reasons.items()):
        print(f"differs  {count:4} x {peer}: {reason}")
    for peer, tally in tallies.items():
        print(f"language -> {peer:10} "
              f"{tally['agreed']:4} agreed {tally['mirrored']:4} agreed with bit strings the other way round "
              f"{tally['refused']:4} refused {tally['differs']:4} differ")
    confirmed = {verdict.program for verdict in verdicts
                 if verdict.status in ("agreed", "mirrored") and verdict.peer in PEERS}
    print(f"language: {len(confirmed)} of {len(programs)} programs are confirmed by at least one peer")
    failures = [f"-> {verdict.peer} [{verdict.program}]: {verdict.detail}"
                for verdict in sorted(summary.failures, key=lambda verdict: (verdict.peer, verdict.program))]
    failures += [f"[{verdict.program}]: shotglass {verdict.status}: {verdict.detail}"
                 for verdict in verdicts if verdict.peer == "shotglass" and verdict.status == "refused"]
    if whole:
        failures += too_few(tallies, len(confirmed))
        failures += [f"-> {row.peer} no longer differs on {name}, remove it from disagreements.py: {row.reason}"
                     for row in DISAGREEMENTS for name in row.programs if (row, name) not in summary.used]
    for failure in failures:
        print(f"FAILED language {failure}")
    return not failures


def too_few(tallies, confirmed):
    """What is said when fewer programs are confirmed than must be."""
    found = [f"-> {peer} confirms {tallies[peer]['agreed']} programs, at least {least} are expected"
             for peer, least in LEAST_AGREED.items() if tallies[peer]["agreed"] < least]
    if confirmed < LEAST_CONFIRMED:
        found.append(f"at least {LEAST_CONFIRMED} programs must be confirmed by a peer")
    return found
