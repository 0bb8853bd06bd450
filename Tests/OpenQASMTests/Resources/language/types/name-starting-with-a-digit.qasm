// parse: error 3
OPENQASM 3.0;
int 2x = 1;
