// parse: ok
// check: ok
// run: fault 11
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit outcome;
x q;
outcome = measure q;
float large = outcome;
int[4] small = large * 100;
