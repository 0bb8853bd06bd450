// parse: error 4
OPENQASM 3.0;
bit c;
qubit q = qubit(c);
