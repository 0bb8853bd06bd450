// parse: ok
// check: ok
// run: {"100": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
int n = 2;
if (n == 0) x q[0];
else if (n == 1) x q[1];
else if (n == 2) x q[2];
else x q;
c = measure q;
