// parse: ok
// check: ok
// run: {"100": 1}
OPENQASM 3.0;
array[float, 3] a;
bit[sizeof(a)] r;
r[sizeof(a) - 1] = 1;
