// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
def spread(qubit a, qubit[2] b) { cx a, b; }
qubit[2] q;
spread(q[1], q);
