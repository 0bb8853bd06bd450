// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
creg c[2];
x q;
measure q[0] -> c[0];
if(c==1) reset q[1];
if(c==1) measure q[1] -> c[1];
