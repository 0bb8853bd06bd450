// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
ctrl(1.5) @ x q[0], q[1];
