// parse: error 6
// reading: version2-condition
OPENQASM 2.0;
qreg q[1];
creg c[1];
if (c==0) barrier q;
