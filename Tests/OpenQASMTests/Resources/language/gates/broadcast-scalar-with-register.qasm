// parse: ok
// check: ok
// run: {"111 1": 0.5, "000 0": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit control;
qubit[3] q;
bit m;
bit[3] c;
h control;
cx control, q;
m = measure control;
c = measure q;
