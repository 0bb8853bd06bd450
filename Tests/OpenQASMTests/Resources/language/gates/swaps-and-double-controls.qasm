// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
x q[0];
swap q[0], q[3];
cswap q[3], q[0], q[1];
ccx q[3], q[0], q[2];
x q[1];
ccx q[3], q[1], q[2];
x q[3];
c = measure q;
