// parse: ok
// check: error 6 7
// reading: shifts
OPENQASM 3.0;
uint[8] a = 5;
a = a << -1;
a = a >> -2;
