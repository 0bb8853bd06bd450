"""Programs of the language's corpus on which a peer is known to give something else than Shotglass, and why.

A peer's result that no row here explains is a failure, and so is a row that a peer's results no longer need. Each
row was looked at program by program. "Counts" and "reads" name another reading of the specification, and everything
else a fault; a program that a peer confirms once its bit strings are the other way round needs no row.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Disagreement:
    """`peer` gives something else on each of `programs`, for `reason`."""

    peer: str
    reason: str
    programs: tuple


def row(peer, reason, programs):
    return Disagreement(peer, reason, tuple(programs.split()))


DISAGREEMENTS = [
    row("qdk", "counts the bits of registers from the left when it casts, shifts or compares them, and when it slices "
        "numbers with them; the specification's myInt[4:7] = \"1010\" counts from the right", """
        angles/bits-read-and-written angles/compound-bitwise angles/negation angles/of-two-sizes
        angles/over-an-unsigned angles/shifts-lose-bits angles/sums-wrap
        branching/measured-register-compared-with-integer casts/angle-to-wider-angle casts/bool-to-bit-register
        casts/float-to-angle casts/integers-to-bits constants/bits-of-a-constant
        integer-bits/range-assigned-from-a-register measurement/repetition-code-corrects-each-flip
        measurement/teleportation-of-a-superposition registers/compound-assignments registers/shifts
        switch/on-measured-register types/angle-eighths types/angle-rounds-to-nearest types/angle-sizes
        types/angle-wraps-at-a-full-turn"""),
    row("qdk", "keeps integers of every type in 64 signed bits: nothing wraps, and no cast or call narrows", """
        arrays/element-wraps casts/int-to-narrower-int-wraps casts/int-to-uint-keeps-the-bits
        casts/uint-to-narrower-uint-wraps input-output/output-integers integer-bits/assigned
        measurement/kept-in-an-integer operators/bitwise-on-unsigned operators/compound-wraps
        operators/integers-of-one-size-wrap operators/power-of-integers operators/shifts-of-signed
        operators/shifts-of-unsigned operators/unsigned-wins-at-equal-width operators/wider-integer-wins
        operators/wider-signed-wins-over-unsigned operators/wider-unsigned-wins-over-signed
        scopes/constant-declared-in-a-block subroutines/narrow-argument-wraps
        subroutines/value-of-unsized-width-wraps-on-return types/uint-unsized-never-negative"""),
    row("qdk", "keeps floats of every type in 64 bits", """
        casts/float-to-float operators/float-32-with-float-64 types/float-32-rounds types/float-sizes"""),
    row("qdk", "keeps an angle at the size it has, also in a variable of another size", """
        casts/angle-assigned-to-another-size casts/angle-to-narrower-angle-rounds constants/angle-from-float"""),
    row("qdk", "casts a float to bool through an integer, so that 0.7 is false", "casts/float-to-bool"),
    row("qdk", "loses the exponent of an imaginary literal: 1e1im is 1im", "literals/imaginary"),
    row("qdk", "copies the wrong elements when columns of an array are assigned", "arrays/column-assigned"),
    row("qdk", "rounds an angle halfway between two values up, not to even", "types/angle-tie-goes-to-even"),
    row("qdk", "reads OpenQASM 2 by the rules of 3: angles of gates are kept modulo 2 pi, and the quotient of two "
        "integers is an integer", "version2/declared-gates version2/quotient-of-integers-is-real"),
    row("braket", "counts the bits of integers, and of registers when it casts or shifts them, from the left; the "
        "specification's myInt[4:7] = \"1010\" counts from the right", """
        branching/on-bits-of-an-integer casts/bits-to-signed casts/bits-to-unsigned constants/bits-of-a-constant
        integer-bits/assigned integer-bits/range-assigned integer-bits/range-assigned-from-a-register
        integer-bits/range-between-integers integer-bits/range-from-the-end
        integer-bits/range-with-a-step-assigned integer-bits/read integer-bits/set-of-bits integer-bits/sign-bit
        integer-bits/steer-gates integer-bits/written-from-measurements registers/compound-assignments
        registers/shifts"""),
    row("braket", "computes with integers of no width: operations and arguments do not wrap", """
        arrays/element-wraps operators/integers-of-one-size-wrap operators/power-of-integers
        operators/unsigned-of-one-size-wrap operators/unsigned-wins-at-equal-width operators/wider-integer-wins
        operators/wider-signed-wins-over-unsigned operators/wider-unsigned-wins-over-signed
        subroutines/narrow-argument-wraps subroutines/value-of-unsized-width-wraps-on-return types/int-of-64-bits
        types/int-unsized-is-64-bits types/uint-unsized-never-negative"""),
    row("braket", "reads / and % of integers as rounding down, where C99 rounds toward zero", """
        functions/modulus-of-integers operators/division-truncates-toward-zero
        operators/remainder-has-the-sign-of-the-dividend"""),
    row("braket", "converts no number to the type of the variable, argument or unsized cast that takes it", """
        casts/float-to-int-by-assignment casts/float-to-int-drops-the-fraction
        casts/in-the-middle-of-an-expression functions/nested-calls loops/float-variable-over-range
        subroutines/float-argument-from-an-integer"""),
    row("braket", "returns an integer from ceiling, so that ceiling(4) / 8 is 0", "functions/floor-and-ceiling"),
    row("braket", "lets a block's declaration overwrite what it should hide", """
        constants/shadowed-in-a-block scopes/shadowing-three-deep scopes/shadowing-with-another-type
        timing/box-has-a-scope"""),
    row("braket", "goes on after a return", """
        loops/loops-in-a-subroutine-with-return subroutines/classical-arguments subroutines/early-return
        subroutines/empty-return-stops-the-subroutine"""),
    row("braket", "goes on after end", "scopes/end-inside-a-loop-and-a-subroutine scopes/end-stops-the-program"),
    row("braket", "drops a loop in a gate's body", """
        gates/control-of-a-declared-gate-with-a-loop gates/loop-in-a-body
        gates/loop-variable-as-an-angle-in-a-body"""),
    row("braket", "raises a gate to a power statement by statement", """
        gates/power-of-a-gate-that-does-not-commute gates/power-of-several-statements"""),
    row("braket", "drops the phase of a gate that is controlled", "gates/global-phase-of-a-controlled-gate"),
    row("braket", "applies a controlled gate to the first qubits of its registers only", """
        gates/control-broadcast gates/negative-control-of-a-register-broadcast"""),
    row("braket", "makes the rows of an array without initial values one and the same", "arrays/seven-dimensions"),
    row("braket", "drops a measurement whose outcome nobody takes", "measurement/outcome-dropped"),
    row("braket", "loses the shots that leave a loop by break", "measurement/biased-repeat-until-success"),
    row("braket", "takes an index that depends on a measurement from the first outcome only",
        "measurement/qubit-index-from-outcome"),
    row("braket", "iterates over a measured register as it was before the measurement",
        "input-output/output-integer-of-coins loops/over-a-bit-that-is-measured"),
    row("pyqasm", "applies a gate on a qubit and a register to the first qubits only, and pairs two registers "
        "wrongly", """
        aliases/in-a-gate-broadcast gates/broadcast-pairs gates/broadcast-scalar-with-register
        gates/control-broadcast gates/negative-control-of-a-register-broadcast version2/broadcasting"""),
    row("pyqasm", "drops `inv @` before cp", "gates/fourier-transform-and-back"),
]

# The fewest programs that each peer must confirm, below what the pinned versions do: an adapter that decays would
# otherwise look like a peer that refuses.
LEAST_AGREED = {"qiskit": 95, "pyqasm": 95, "braket": 265, "qdk": 375}
