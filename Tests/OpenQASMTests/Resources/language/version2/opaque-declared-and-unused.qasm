// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 2.0;
include "qelib1.inc";
opaque magic(a,b) q,r;
opaque plain q;
qreg q[1];
creg c[1];
x q[0];
measure q[0] -> c[0];
