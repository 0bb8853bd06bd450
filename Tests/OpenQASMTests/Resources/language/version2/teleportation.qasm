// parse: ok
// check: ok
// run: {"1 0 0": 0.25, "1 0 1": 0.25, "1 1 0": 0.25, "1 1 1": 0.25}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg a[1];
creg b[1];
creg r[1];
x q[0];
h q[1];
cx q[1],q[2];
cx q[0],q[1];
h q[0];
measure q[0] -> a[0];
measure q[1] -> b[0];
if(a==1) z q[2];
if(b==1) x q[2];
measure q[2] -> r[0];
