// parse: ok
// check: error 5
// reading: version2
OPENQASM 2.0;
qreg q[0];
creg c[1];
