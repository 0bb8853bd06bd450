// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
x q[0];
c[0] = measure q[0];
if (c[0]) x q[2];
if (c[1]) x q[1];
c = measure q;
