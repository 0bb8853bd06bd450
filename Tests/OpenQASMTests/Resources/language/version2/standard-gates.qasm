// parse: ok
// check: ok
// run: {"11111": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[5];
creg c[5];
u3(pi,0,pi) q[0];
u2(0,pi) q[1];
u1(pi) q[1];
h q[1];
ccx q[0],q[1],q[2];
h q[3];
cu1(pi) q[0],q[3];
h q[3];
h q[4];
s q[4];
t q[4];
tdg q[4];
sdg q[4];
cz q[0],q[4];
h q[4];
id q[0];
measure q -> c;
