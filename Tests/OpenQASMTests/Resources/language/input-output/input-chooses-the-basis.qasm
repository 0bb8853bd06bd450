// parse: ok
// check: ok
// run: {"0": 1}
// input: basis=1
OPENQASM 3.0;
include "stdgates.inc";
input int basis;
qubit q;
output bit r;
h q;
if (basis == 1) h q;
r = measure q;
