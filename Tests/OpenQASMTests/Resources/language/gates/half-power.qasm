// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
// reading: powers
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
pow(0.5) @ x q;
c = measure q;
