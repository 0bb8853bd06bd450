// parse: ok
// check: ok
// run: fault 8
// reading: endless
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
while (true) x q;
