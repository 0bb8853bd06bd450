// parse: ok
// check: ok
// run: fault 8
// input: x=1000.0
OPENQASM 3.0;
input float x;
float big = exp(x);
angle[8] a = big;
