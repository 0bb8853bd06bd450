// parse: ok
// check: ok
// run: {"011 110": 1}
// reading: literal-order
OPENQASM 3.0;
bit[6] c = "101101";
output bit[3] a;
output bit[3] b;
a = c[1:2:5];
b = c[0:2:4];
