// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
// reading: version2-numbers
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
creg c[1];
rx(1/2*pi) q[0];
measure q -> c;
