// parse: error 3
OPENQASM 2.0;
qreg q[1]
creg c[1];
