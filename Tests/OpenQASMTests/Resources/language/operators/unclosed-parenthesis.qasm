// parse: error 3
OPENQASM 3.0;
int n = (3 + 2;
