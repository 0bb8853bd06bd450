// parse: ok
// check: ok
// run: {"1100 0111 11": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "0111";
output bit[2] a;
output bit[4] b;
output bit[4] d;
a = c[:1];
b = c[:];
d[2:] = c[1:2];
