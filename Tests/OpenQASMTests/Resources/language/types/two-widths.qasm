// parse: error 3
OPENQASM 3.0;
int[8, 8] a;
