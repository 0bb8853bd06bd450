// parse: ok
// check: error 6
OPENQASM 3.0;
angle[8] a = pi;
uint[8] n = 4;
angle[8] b = a + n;
