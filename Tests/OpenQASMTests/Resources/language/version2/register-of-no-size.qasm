// parse: error 3
OPENQASM 2.0;
qreg q;
creg c[1];
