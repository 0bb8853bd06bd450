// parse: ok
// check: ok
// run: {"0100": 1}
// input: i=-2
OPENQASM 3.0;
input int i;
bit[4] c;
c[i] = 1;
