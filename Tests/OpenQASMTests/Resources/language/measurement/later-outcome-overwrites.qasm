// parse: ok
// check: ok
// run: {"0": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit c;
x q;
c = measure q;
x q;
c = measure q;
