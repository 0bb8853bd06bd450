// parse: error 4
// reading: version2
OPENQASM 2.0;
/* not yet */
qreg q[1];
