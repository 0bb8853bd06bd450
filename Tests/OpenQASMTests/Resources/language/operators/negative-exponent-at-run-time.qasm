// parse: ok
// check: ok
// run: fault 9
// input: e=-1
// reading: division
OPENQASM 3.0;
input int e;
int n = 2;
n = n ** e;
