// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
let last = q[2];
cx q[2], last;
