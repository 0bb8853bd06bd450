// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
int n = 2;
ctrl(n) @ x q[0], q[1], q[2];
