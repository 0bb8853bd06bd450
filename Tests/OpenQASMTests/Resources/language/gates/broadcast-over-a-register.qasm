// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
x q;
c = measure q;
