// parse: error 4
OPENQASM 3.0;
int n = 1;
int m = (n = 2);
