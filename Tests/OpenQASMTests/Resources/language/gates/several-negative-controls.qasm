// parse: ok
// check: ok
// run: {"01000": 1}
// reading: negative-controls
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
negctrl(3) @ x q[0], q[1], q[2], q[3];
x q[1];
negctrl(3) @ x q[0], q[1], q[2], q[4];
x q[1];
c = measure q;
