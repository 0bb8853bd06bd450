// parse: ok
// check: ok
// run: {"1 0011": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit one;
qubit[4] q;
bit[4] c;
bit m;
let mix = q[{1, 0}] ++ one;
x mix;
c = measure q;
m = measure one;
