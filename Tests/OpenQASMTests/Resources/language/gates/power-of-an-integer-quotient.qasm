// parse: ok
// check: ok
// run: {"0": 1}
// reading: division
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
pow(1 / 2) @ x q;
c = measure q;
