// parse: ok
// check: error 4
OPENQASM 2.0;
qreg q[0];
creg c[1];
