// parse: error 2
OPENQASM 2;
qreg q[1];
