// parse: ok
// check: ok
// run: {"100": 1}
// reading: index
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int last = -1;
x q[last];
x q[-2];
x q[1];
c = measure q;
