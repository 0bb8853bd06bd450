// parse: ok
// check: ok
// run: {"00 0": 0.5, "11 0": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
qubit helper;
bit parity;
bit[2] c;
h q[0];
cx q[0], q[1];
cx q[0], helper;
cx q[1], helper;
parity = measure helper;
c = measure q;
