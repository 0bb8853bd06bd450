// parse: ok
// check: ok
// run: {"1011": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
pow(2) @ sx q[0];
pow(3) @ x q[1];
pow(0) @ x q[2];
pow(-1) @ x q[3];
c = measure q;
