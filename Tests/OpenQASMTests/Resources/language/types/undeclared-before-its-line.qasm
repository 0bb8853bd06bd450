// parse: ok
// check: error 4
OPENQASM 3.0;
int a = later;
int later = 1;
