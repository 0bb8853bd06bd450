// parse: error 3
// reading: version2
OPENQASM 2;
qreg q[1];
