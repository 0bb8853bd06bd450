// parse: ok
// check: ok
// run: fault 8
// input: x=-1.0
OPENQASM 3.0;
input float x;
angle[8] a;
a = sqrt(x);
