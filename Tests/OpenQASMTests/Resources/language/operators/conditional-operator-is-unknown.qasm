// parse: error 3
OPENQASM 3.0;
int n = true ? 1 : 2;
