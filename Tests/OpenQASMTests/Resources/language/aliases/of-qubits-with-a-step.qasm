// parse: ok
// check: ok
// run: {"10101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q;
bit[5] c;
let even = q[0:2:4];
x even;
c = measure q;
