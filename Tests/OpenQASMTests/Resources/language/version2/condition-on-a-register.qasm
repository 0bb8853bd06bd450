// parse: ok
// check: ok
// run: {"1 10": 0.5, "0 00": 0.5}
// reading: version2-condition
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
creg c[2];
creg r[1];
h q[0];
measure q[0] -> c[1];
if(c==2) x q[1];
if(c==1) x q[1];
measure q[1] -> r[0];
