// parse: ok
// check: ok
// run: fault 9
// input: d=0
// reading: division
OPENQASM 3.0;
input int d;
int n = 8;
n = n / d;
