// parse: error 3
OPENQASM 3.0;
int a, b;
