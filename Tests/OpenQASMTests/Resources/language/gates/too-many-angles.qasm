// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
rx(0.1, 0.2) q;
