// parse: ok
// check: ok
// run: {"1100": 1}
// reading: aliases
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[4] c;
let top = c[2:3];
x q;
top = measure q;
