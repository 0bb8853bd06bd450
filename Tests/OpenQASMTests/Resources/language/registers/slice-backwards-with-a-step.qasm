// parse: ok
// check: ok
// run: {"110 011": 1}
// reading: literal-order
OPENQASM 3.0;
bit[6] c = "101101";
output bit[3] a;
output bit[3] b;
a = c[5:-2:1];
b = c[4:-2:0];
