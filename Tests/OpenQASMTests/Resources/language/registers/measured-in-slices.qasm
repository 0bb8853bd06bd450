// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[4] c;
x q;
c[1:2] = measure q;
