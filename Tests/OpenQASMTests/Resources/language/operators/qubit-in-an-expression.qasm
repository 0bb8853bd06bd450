// parse: ok
// check: error 6 7
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
int n = 1 + q;
bool b = q == 0;
