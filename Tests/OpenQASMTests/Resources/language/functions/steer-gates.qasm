// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
rx(arccos(-1.0)) q[1];
rx(2 * arcsin(0.0)) q[0];
c = measure q;
