// parse: ok
// check: ok
// run: {"1 00": 1}
// reading: version2-condition
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
creg c[2];
creg r[1];
if(c==0) x q[0];
if(c==3) x q[0];
measure q[0] -> r[0];
