// parse: ok
// check: error 4
OPENQASM 3.0;
uint n = popcount(2.5);
