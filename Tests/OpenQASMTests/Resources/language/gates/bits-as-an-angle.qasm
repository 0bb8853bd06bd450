// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[2] c = "01";
rx(c) q;
