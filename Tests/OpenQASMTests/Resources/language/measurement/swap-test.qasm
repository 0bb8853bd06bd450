// parse: ok
// check: ok
// run: {"0": 0.75, "1": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit helper;
qubit[2] q;
bit r;
h q[1];
h helper;
cswap helper, q[0], q[1];
h helper;
r = measure helper;
