// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
float x = sin(q);
