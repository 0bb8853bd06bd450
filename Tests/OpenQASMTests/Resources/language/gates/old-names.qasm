// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
u3(pi, 0, pi) q[0];
u2(0, pi) q[1];
u1(pi) q[1];
h q[1];
h q[2];
phase(pi) q[2];
id q[2];
h q[2];
h q[3];
cphase(pi) q[0], q[3];
h q[3];
c = measure q;
