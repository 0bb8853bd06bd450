// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[3] c;
x q[0];
x q[1];
x q[4];
c = measure q[0:2:4];
