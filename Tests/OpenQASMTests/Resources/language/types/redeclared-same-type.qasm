// parse: ok
// check: error 5
OPENQASM 3.0;
int a = 1;
int a = 2;
