// parse: error 4
OPENQASM 3.0;
int n = 1;
n++;
