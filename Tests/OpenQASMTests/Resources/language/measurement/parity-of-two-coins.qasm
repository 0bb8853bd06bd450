// parse: ok
// check: ok
// run: {"00 0": 0.25, "11 0": 0.25, "01 1": 0.25, "10 1": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit parity;
bit[2] c;
h q[0:1];
cx q[0], q[2];
cx q[1], q[2];
parity = measure q[2];
c = measure q[0:1];
