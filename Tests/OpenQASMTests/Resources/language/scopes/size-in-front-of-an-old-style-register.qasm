// parse: error 3
OPENQASM 3.0;
qreg[2] q;
bit c;
