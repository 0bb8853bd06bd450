// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
let both = q ++ c;
