"""Big state vectors: bandwidth of one-qubit gates, and whole circuits against the fastest simulators."""

import models
from race import Entrant, close_to, on_threads
from rows import raced
from text_rows import WORK

SIZES = (20, 22, 24)
# A simulator or setting this much slower than the fastest at one size does not take part in the next.
LEFT_BEHIND = 2
# Two that differ by a few percent need more turns than others.
TURNS_AT_THE_LIMIT = 15
TOLERANCE = {"double": 1e-9, "single": 1e-4}


def ours(family, qubits, precision):
    path = WORK / f"{family}-{qubits}.qasm"
    path.write_text(models.text(qubits, models.circuit(family, qubits)))
    return on_threads("shotglass", "ours", "state", {"file": str(path), "precision": precision})


def peers(family, qubits, precision):
    """Every simulator of this precision, with every setting of its fusion that may be its best."""
    shared = {"family": family, "qubits": qubits}
    entrants = []
    for threads in (1, 2):
        counted = shared | {"threads": threads}
        if precision == "single":
            entrants += [Entrant(f"qsim, fusion {size}", "bench", "states.qsim", threads, counted | {"fusion": size})
                         for size in (1, 2, 3, 4)]
        else:
            entrants.append(Entrant("lightning", "bench", "states.lightning", threads, shared))
            entrants += [Entrant(f"qulacs, fusion {size}", "bench", "states.qulacs", threads, shared | {"fusion": size})
                         for size in (0, 2, 4)]
            entrants += [Entrant(f"aer, {'' if fusion else 'no '}fusion", "bench", "states.aer", threads,
                                 counted | {"precision": precision, "fusion": fusion}) for fusion in (True, False)]
    return entrants


def circuit_rows(workers):
    for precision in ("single", "double"):
        for family in models.FAMILIES:
            kept = None
            for qubits in SIZES:
                goal = 2 if precision == "double" else 1.2 if qubits == SIZES[-1] else 1
                entrants = [entrant for entrant in peers(family, qubits, precision)
                            if kept is None or entrant.name in kept]
                entry = raced(workers, f"{family}, {qubits} qubits, {precision}", goal, ours(family, qubits, precision),
                              entrants, close_to(TOLERANCE[precision]))
                yield entry
                seconds = {entrant.name: entry.get("firstTurn", {}).get(entrant.name, 0) for entrant in entrants}
                kept = {name for name, taken in seconds.items() if taken <= LEFT_BEHIND * min(seconds.values())}


def bandwidth_rows(workers):
    """A general one-qubit gate on every qubit in turn, against scaling all amplitudes in place as often."""
    for precision in ("double", "single"):
        arguments = {"qubits": 24, "precision": precision}
        yield raced(workers, f"one-qubit gates, 24 qubits, {precision}", 0.95,
                    on_threads("shotglass", "ours", "sweep", arguments),
                    on_threads("scaling in place", "ours", "scale", arguments), lambda mine, theirs: True,
                    turns=TURNS_AT_THE_LIMIT)
