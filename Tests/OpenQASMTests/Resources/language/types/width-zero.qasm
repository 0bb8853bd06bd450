// parse: ok
// check: error 4 5 6
OPENQASM 3.0;
int[0] a;
uint[0] b;
angle[0] c;
