// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
angle[8] a = 3 * pi / 4;
qubit[2] q;
bit[2] c;
ry(a + pi / 4) q[0];
ry(a - 3 * pi / 4) q[1];
c = measure q;
