// parse: ok
// check: ok
// run: {"11011": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
x q[0:1];
ctrl @ x q[2], q[3];
ctrl @ x q[0], q[3];
ctrl(2) @ x q[0], q[1], q[4];
ctrl @ ctrl @ x q[0], q[2], q[1];
c = measure q;
