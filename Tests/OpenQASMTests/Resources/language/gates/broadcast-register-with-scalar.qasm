// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
qubit target;
bit c;
x q;
cx q, target;
c = measure target;
