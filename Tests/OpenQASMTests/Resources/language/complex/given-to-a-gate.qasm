// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
complex a = 1.0 + 2.0im;
qubit q;
rx(a) q;
