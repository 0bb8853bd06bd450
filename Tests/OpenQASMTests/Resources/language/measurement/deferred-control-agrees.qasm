// parse: ok
// check: ok
// run: {"0000": 0.5, "1111": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
h q[0];
cx q[0], q[1];
c[0] = measure q[0];
if (c[0]) x q[2:3];
c[1:3] = measure q[1:3];
