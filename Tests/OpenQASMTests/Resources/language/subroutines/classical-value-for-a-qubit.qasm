// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
def flip(qubit a) { x a; }
int n = 0;
flip(n);
