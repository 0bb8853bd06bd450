// parse: ok
// check: ok
// run: {"11": 1}
// reading: version2-numbers
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
creg c[2];
rx(pi/4*2^2) q[0];
rx((1+2^2-2)*pi/3) q[1];
measure q -> c;
