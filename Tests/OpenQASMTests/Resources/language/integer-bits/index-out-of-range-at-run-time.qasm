// parse: ok
// check: ok
// run: fault 9
// input: i=8
OPENQASM 3.0;
input int i;
uint[8] n = 3;
bit a;
a = n[i];
