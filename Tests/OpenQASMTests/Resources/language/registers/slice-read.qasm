// parse: ok
// check: ok
// run: {"101 10": 1}
// reading: literal-order
OPENQASM 3.0;
bit[6] c = "101011";
output bit[2] a;
output bit[3] b;
a = c[2:3];
b = c[3:5];
