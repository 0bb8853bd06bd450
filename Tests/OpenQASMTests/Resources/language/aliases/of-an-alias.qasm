// parse: ok
// check: ok
// run: {"001100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[6] q;
bit[6] c;
let inner = q[1:4];
let core = inner[1:2];
x core;
c = measure q;
