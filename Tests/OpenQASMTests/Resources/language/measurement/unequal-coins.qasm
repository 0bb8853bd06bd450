// parse: ok
// check: ok
// run: {"00": 0.375, "01": 0.125, "10": 0.375, "11": 0.125}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
ry(pi / 3) q[0];
h q[1];
c = measure q;
