// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit[3] a) { x a; }
qubit[2] q;
flip(q);
