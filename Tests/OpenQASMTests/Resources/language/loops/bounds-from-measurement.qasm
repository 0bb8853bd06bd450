// parse: ok
// check: ok
// run: {"00": 0.5, "11": 0.5}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
output bit[2] r;
bit coin;
int count = 0;
h q[0];
coin = measure q[0];
if (coin) count = 3;
for int i in [1:count] x q[1];
r[0] = coin;
r[1] = measure q[1];
