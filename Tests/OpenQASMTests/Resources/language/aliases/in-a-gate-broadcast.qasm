// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
let low = q[0:1];
let high = q[2:3];
x low;
cx low, high;
c = measure q;
