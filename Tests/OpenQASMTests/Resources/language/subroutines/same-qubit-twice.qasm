// parse: ok
// check: error 8
OPENQASM 3.0;
include "stdgates.inc";
def pair(qubit a, qubit b) { cx a, b; }
qubit[2] q;
pair(q[0], q[1]);
pair(q[1], q[1]);
