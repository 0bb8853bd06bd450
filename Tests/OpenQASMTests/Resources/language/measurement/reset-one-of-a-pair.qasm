// parse: ok
// check: ok
// run: {"00": 0.5, "10": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[0];
cx q[0], q[1];
reset q[0];
c = measure q;
