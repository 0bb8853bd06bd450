// parse: Q108
qubit q;
OPENQASM 3.0;
