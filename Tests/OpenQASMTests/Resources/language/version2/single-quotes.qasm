// parse: error 4
// reading: version2
OPENQASM 2.0;
include 'qelib1.inc';
qreg q[1];
