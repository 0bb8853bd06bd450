// parse: ok
// check: ok
// run: {"1001": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
let ends = q[{0, 3}];
x ends[0];
cx ends[0], ends[1];
bit[4] c = measure q;
