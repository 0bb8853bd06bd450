// parse: ok
// check: ok
// run: {"101": 1}
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
bit[3] c;
x q[0];
barrier q;
barrier q[0], q[1:2];
x q[2];
barrier;
barrier q[0], q[0];
c = measure q;
