// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
let two = q[{3, 1}];
x q[3];
bit[2] c = measure two;
