// parse: ok
// check: ok
// run: {"1 0 1": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
creg a[1];
creg b[1];
creg c[1];
h q;
u1(5*pi/4) q[2];
u1(5*pi/2) q[1];
u1(5*pi) q[0];
h q[0];
measure q[0] -> a[0];
if(a==1) u1(-pi/2) q[1];
h q[1];
measure q[1] -> b[0];
if(a==1) u1(-pi/4) q[2];
if(b==1) u1(-pi/2) q[2];
h q[2];
measure q[2] -> c[0];
