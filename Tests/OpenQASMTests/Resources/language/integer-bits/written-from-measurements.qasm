// parse: ok
// check: ok
// run: {"1101": 1}
// outputs: {"n": {"13": 1}}
// reading: literal-order
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
output uint[4] n;
output bit[4] c;
x q[0];
x q[2];
x q[3];
c = measure q;
n[0:3] = c;
