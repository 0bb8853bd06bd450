// parse: ok
// check: ok
// run: {"1 01": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg a[2];
creg b[1];
x q[0];
x q[2];
measure q[0] -> a[0];
measure q[1] -> a[1];
measure q[2] -> b[0];
