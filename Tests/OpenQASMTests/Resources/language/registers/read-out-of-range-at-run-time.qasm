// parse: ok
// check: ok
// run: fault 9
// input: i=-5
OPENQASM 3.0;
input int i;
bit[4] c;
bit d;
d = c[i];
