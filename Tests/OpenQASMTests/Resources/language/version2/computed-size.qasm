// parse: error 4
// reading: version2
OPENQASM 2.0;
qreg q[1+1];
