// parse: ok
// check: ok
// run: fault 9
// input: n=-1
// reading: shifts
OPENQASM 3.0;
input int n;
uint[8] a = 5;
a = a << n;
