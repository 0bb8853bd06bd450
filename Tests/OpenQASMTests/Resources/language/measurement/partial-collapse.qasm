// parse: ok
// check: ok
// run: {"00": 0.5, "01": 0.25, "11": 0.25}
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] q;
bit[2] c;
h q[0];
ch q[0], q[1];
c[0] = measure q[0];
c[1] = measure q[1];
