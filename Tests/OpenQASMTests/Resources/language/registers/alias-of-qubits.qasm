// parse: ok
// check: ok
// run: {"01010": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
let odd = q[1:2:3];
x odd;
bit[5] c;
c = measure q;
