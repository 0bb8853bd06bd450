// parse: ok
// check: ok
// run: {"010": 1}
OPENQASM 3.0;
include "stdgates.inc";
uint[3] n = 7;
qubit[3] q;
bit[3] c;
n += 3;
if (n[0]) x q[0];
if (n[1]) x q[1];
if (n[2]) x q[2];
c = measure q;
