// parse: ok
// check: ok
// run: {"110": 1}
OPENQASM 3.0;
duration a;
bit[3] r;
r[0] = a > 0ns;
a = 40ns;
r[1] = a > 39ns;
a += 10ns;
r[2] = a > 49ns && a < 51ns;
