// parse: ok
// check: error 7 8 9 10
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
y q[2];
cx q[0];
c = measure nothing;
missing = 1;
c = measure q;
