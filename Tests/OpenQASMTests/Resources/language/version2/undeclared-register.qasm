// parse: ok
// check: error 6
OPENQASM 2.0;
include "qelib1.inc";
qreg q[1];
x r[0];
