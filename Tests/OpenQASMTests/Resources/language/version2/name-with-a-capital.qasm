// parse: error 4
// reading: version2
OPENQASM 2.0;
qreg Q[1];
creg c[1];
