// parse: ok
// check: error 7
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
h q;
if (q) x q;
