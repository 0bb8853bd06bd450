// parse: ok
// check: ok
// run: fault 10
// reading: division
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c = measure q;
int n = 8;
n %= int(c);
