// parse: ok
// check: ok
// run: {"11111": 1}
OPENQASM 2.0;
include "qelib1.inc";
qreg q[5];
creg c[5];
rx(pi*sin(pi/2)) q[0];
rx(-pi*cos(pi)) q[1];
rx(2*pi-ln(exp(pi))) q[2];
rx(pi*sqrt(4)/2+tan(0)) q[3];
rx(pi*(2^3-7)) q[4];
measure q -> c;
