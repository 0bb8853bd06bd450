// parse: ok
// check: ok
// run: {"1 01": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
x q[0];
x q[2];
bit[2] c = measure q[0:1];
bit b = measure q[2];
