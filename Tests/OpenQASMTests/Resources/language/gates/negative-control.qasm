// parse: ok
// check: ok
// run: {"1101": 1}
// reading: negative-controls
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
x q[0];
negctrl @ x q[0], q[1];
negctrl @ x q[1], q[2];
negctrl @ ctrl @ x q[1], q[0], q[3];
c = measure q;
