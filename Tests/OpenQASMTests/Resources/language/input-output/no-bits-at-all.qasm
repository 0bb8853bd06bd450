// parse: ok
// check: ok
// run: {"": 1}
// reading: outputs
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
h q;
int n = 3;
