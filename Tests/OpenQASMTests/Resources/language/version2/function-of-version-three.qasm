// parse: error 5
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
rx(arccos(0)) q[0];
