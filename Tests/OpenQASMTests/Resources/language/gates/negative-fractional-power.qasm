// parse: ok
// check: ok
// run: {"00": 1}
// reading: powers
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
pow(0.5) @ x q[0];
pow(-0.5) @ x q[0];
pow(1.5) @ y q[1];
pow(0.5) @ y q[1];
c = measure q;
