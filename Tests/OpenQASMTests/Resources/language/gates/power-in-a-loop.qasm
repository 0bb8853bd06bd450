// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
for int i in [1:4] pow(0.25) @ x q;
c = measure q;
