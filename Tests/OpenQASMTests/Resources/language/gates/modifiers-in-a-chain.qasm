// parse: ok
// check: ok
// run: {"111": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
x q[0];
x q[1];
ctrl @ inv @ ctrl @ pow(3) @ x q[0], q[1], q[2];
c = measure q;
