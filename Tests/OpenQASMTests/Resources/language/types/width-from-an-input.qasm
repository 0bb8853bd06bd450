// parse: ok
// check: error 6
// input: n=4
OPENQASM 3.0;
input uint n;
uint[n] a;
