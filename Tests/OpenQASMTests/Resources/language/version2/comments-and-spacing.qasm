// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 2.0;   // the version
include "qelib1.inc";
qreg q [ 1 ] ; creg c[1];
// a line of its own
x q[0]; measure q[0]->c[0]; // the end
