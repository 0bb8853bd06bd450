// parse: ok
// check: ok
// run: {"01": 1}
// reading: versions
OPENQASM 3.2;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
nop;
x q[0];
nop q;
nop q[0], q[1], q[0];
box { nop q[1]; }
c = measure q;
