// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[2] m;
output bit r;
h q[0];
z q[0];
h q[1];
cx q[1], q[2];
cx q[0], q[1];
h q[0];
m = measure q[0:1];
if (m == 1 || m == 3) z q[2];
if (m == 2) x q[2];
else if (m == 3) x q[2];
h q[2];
r = measure q[2];
