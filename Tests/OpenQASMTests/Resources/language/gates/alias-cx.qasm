// parse: ok
// check: ok
// run: {"11": 1}
// reading: alias-cx
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
x q[0];
h q[1];
CX q[0], q[1];
h q[1];
CX q[0], q[1];
c = measure q;
