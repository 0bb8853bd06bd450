// parse: error 3
OPENQASM 3.0;
int a = 0o18;
