// parse: error 4
OPENQASM 3.0;
int n = 4;
void(n);
