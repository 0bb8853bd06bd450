// parse: ok
// check: ok
// run: {"01": 1}
OPENQASM 3.0;
float[32] x = 2.0;
angle[32] value = angle[32](x);
angle[32] pattern = angle[32](bit[32](uint[32](x)));
bit[2] r;
r[0] = value != pattern;
r[1] = value == pattern;
