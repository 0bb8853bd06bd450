// parse: ok
// check: error 7
// reading: gate-duration
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
x[50ns] q;
