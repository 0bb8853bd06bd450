// parse: error 3
OPENQASM 3.0;
int n = int(1, 2);
