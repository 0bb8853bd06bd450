// parse: ok
// check: ok
// run: {"010": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[3] c;
let chosen = q[{3, 0, 2}];
x q[0];
c = measure chosen;
