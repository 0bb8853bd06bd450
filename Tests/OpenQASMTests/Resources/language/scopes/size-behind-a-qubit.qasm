// parse: error 3
OPENQASM 3.0;
qubit q[2];
bit c;
