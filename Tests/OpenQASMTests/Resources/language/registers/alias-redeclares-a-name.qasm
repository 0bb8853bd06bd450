// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit c;
let c = q[0:1];
