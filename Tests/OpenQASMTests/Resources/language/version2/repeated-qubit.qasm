// parse: ok
// check: error 5
OPENQASM 2.0;
qreg q[2];
CX q[1],q[1];
