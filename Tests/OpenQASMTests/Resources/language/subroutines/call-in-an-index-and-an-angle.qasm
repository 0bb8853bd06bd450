// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
include "stdgates.inc";
def where() -> int { return 1; }
def much() -> float { return pi; }
qubit[2] q;
bit[2] c;
rx(much()) q[where()];
c = measure q;
