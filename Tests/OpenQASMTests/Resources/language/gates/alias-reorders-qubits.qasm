// parse: ok
// check: ok
// run: {"0011": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
let backwards = q[3:-1:0];
x backwards[3];
cx backwards[3], backwards[2];
c = measure q;
