// parse: error 4
OPENQASM 2.0;
qreg q[1];
measure q;
