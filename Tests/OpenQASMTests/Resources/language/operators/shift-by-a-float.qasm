// parse: ok
// check: error 5
OPENQASM 3.0;
uint[8] a = 5;
a = a << 1.5;
