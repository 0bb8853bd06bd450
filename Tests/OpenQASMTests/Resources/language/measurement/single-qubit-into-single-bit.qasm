// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
x q;
c = measure q;
