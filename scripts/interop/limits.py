"""What peers are known not to do. A refusal or a wrong state that no row here explains is a failure."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """`peer` may fail with an error matching `error` on a text matching `text`, for `reason`."""

    peer: str
    error: str
    reason: str
    text: str = ""


WRONG_STATE = "wrong state"

FUNCTION = r"\b(sin|cos|tan|sqrt|exp|log|ln)\(|\*\*|\^"
MODIFIER = r"(inv|ctrl|pow)\b[^;]*@"

LIMITS = [
    Limit("pyqasm", r"Invalid parameter|Undefined identifier", "reads `input` but does not keep it as a parameter "
          "(qBraid/pyqasm#394)", r"(?m)^\s*input "),
    Limit("pyqasm", r"Power modifier argument must be an integer", "knows whole powers only", r"pow\("),
    Limit("pyqasm", r"Unsupported controlled QASM operation|Unsupported / undeclared QASM operation: (p|sx)$",
          "has modifiers for some gates only", MODIFIER),
    Limit("pyqasm", WRONG_STATE, "drops `inv @` before cp and crz, also inside declared gates",
          r"(?s)^(?=.*\b(inv|pow\(-\d+\))[^;]*@)(?=.*\b(cp|crz)\b)"),
    Limit("pyqasm", r"Invalid parameter '.*(\^|\*\*|\w\()", "reads no powers or functions of a gate's angles", FUNCTION),
    Limit("pyqasm", r"does not match the gate expectation \(0\)", "unrolls gphase inside a declared gate onto qubits",
          r"(?s)gate .*gphase"),
    Limit("pytket", r"Unexpected token Token\('CIRCUMFLEX'", "reads no power in a gate's body", r"\^"),
    Limit("qiskit", r"unsupported binary operation '\*\*'", "reads no `**` (Qiskit/qiskit-qasm3-import#58)", r"\*\*"),
    Limit("qiskit", r"'FunctionCall' cannot be resolved", "reads no functions of parameters", FUNCTION),
    Limit("qiskit", r"takes more than", "reads no functions of parameters, and long sums of them slowly", FUNCTION),
    Limit("qiskit", r"type error", "multiplies no two angles in a declared gate", r"(?m)^ *gate (?s:.*)\*"),
    Limit("braket", r"'Identifier' object has no attribute 'value'", "reads no functions of a declared gate's angles",
          FUNCTION),
    Limit("braket", r"unhashable type: 'Identifier'", "cannot control a gate that a text declares", r"ctrl[^;]*@"),
    Limit("braket", WRONG_STATE, "divides whole arguments inside a declared gate as integers",
          r"\bmix\((-?\d+,|[^;]*, *-?\d+\))"),
    Limit("shotglass", r"Q806.*\bbox(es)?\b", "these dialects have no box", r"\bbox\b"),
    Limit("shotglass", r"is no name in OpenQASM 2", "says what to rename for OpenQASM 2, whose names begin with a small "
          "letter"),
    Limit("shotglass", r"which is a gate in the exported text", "says what to rename for the library of OpenQASM 3"),
]


def reason_for(peer, text, error):
    """Why this peer is known to fail so on this text; nothing when it is not known."""
    for limit in LIMITS:
        if limit.peer == peer and re.search(limit.error, error) and re.search(limit.text, text):
            return limit.reason
    return None
