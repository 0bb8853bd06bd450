// parse: ok
// check: error 7
// reading: index
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
x q[3];
