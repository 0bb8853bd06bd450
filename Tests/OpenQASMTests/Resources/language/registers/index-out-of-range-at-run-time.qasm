// parse: ok
// check: ok
// run: fault 8
// input: i=4
OPENQASM 3.0;
input int i;
bit[4] c;
c[i] = 1;
