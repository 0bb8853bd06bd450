// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
output bit[2] r;
bit[3] c;
x q[0];
x q[2];
c = measure q;
uint[3] n = uint[3](c);
int[3] syndrome = int[3](c);
r[0] = (n == 5);
r[1] = (syndrome == -3);
