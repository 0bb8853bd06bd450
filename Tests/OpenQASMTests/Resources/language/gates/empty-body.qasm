// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
gate nothing(t) a, b {}
qubit[2] q;
bit[2] c;
x q[0];
nothing(1.5) q[1], q[0];
c = measure q;
