// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[1] q;
bit[1] c;
x q;
c = measure q;
