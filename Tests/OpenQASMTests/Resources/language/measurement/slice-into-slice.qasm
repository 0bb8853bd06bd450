// parse: ok
// check: ok
// run: {"01100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
x q[0];
x q[1];
c[2:3] = measure q[0:1];
c[0:1] = measure q[3:4];
