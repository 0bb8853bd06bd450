// parse: ok
// check: ok
// run: {"0010": 1}
// reading: undefined
OPENQASM 3.0;
include "stdgates.inc";
qubit q;
bit[4] c;
x q;
c[1] = measure q;
