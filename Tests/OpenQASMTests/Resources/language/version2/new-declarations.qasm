// parse: error 3 4
OPENQASM 2.0;
qubit[2] q;
bit[2] c;
creg d[1];
