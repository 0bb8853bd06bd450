// parse: ok
// check: ok
// run: {"1 01": 1}
OPENQASM 3.0;
include "stdgates.inc";
qreg q[2];
creg c[2];
qreg single;
creg bit_like;
x q[0];
x single;
c = measure q;
bit_like = measure single;
