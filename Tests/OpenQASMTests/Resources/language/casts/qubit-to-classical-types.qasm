// parse: ok
// check: error 6 7 8
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c = bit(q);
int n = int(q);
bool b = bool(q);
