// parse: ok
// check: ok
// run: fault 7
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
while (true) x q;
