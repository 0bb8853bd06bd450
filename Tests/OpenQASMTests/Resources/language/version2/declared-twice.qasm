// parse: ok
// check: error 5
OPENQASM 2.0;
qreg q[1];
creg q[1];
