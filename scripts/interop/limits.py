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

LIMITS = [
    Limit("pyqasm", r"Invalid parameter|Undefined identifier", "reads `input` but does not keep it as a parameter "
          "(qBraid/pyqasm#394)", r"(?m)^\s*input "),
    Limit("qiskit", r"unsupported binary operation '\*\*'", "reads no `**` (Qiskit/qiskit-qasm3-import#58)", r"\*\*"),
    Limit("qiskit", r"'FunctionCall' cannot be resolved", "reads no functions of parameters",
          r"\b(sin|cos|tan|sqrt|exp|log|ln)\("),
]


def reason_for(peer, text, error):
    """Why this peer is known to fail so on this text; nothing when it is not known."""
    for limit in LIMITS:
        if limit.peer == peer and re.search(limit.error, error) and re.search(limit.text, text):
            return limit.reason
    return None
