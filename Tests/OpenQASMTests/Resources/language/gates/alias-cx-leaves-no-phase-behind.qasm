// parse: ok
// check: ok
// run: {"0": 1}
// reading: alias-cx
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit c;
h q[0];
h q[1];
CX q[0], q[1];
h q[0];
c = measure q[0];
