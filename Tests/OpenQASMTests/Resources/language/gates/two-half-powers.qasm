// parse: ok
// check: ok
// run: {"11": 1}
// reading: powers
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
pow(1 / 2.0) @ x q[0];
pow(0.5) @ x q[0];
pow(0.25) @ x q[1];
pow(0.75) @ x q[1];
c = measure q;
