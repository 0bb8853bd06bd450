// parse: ok
// check: ok
// run: {"11000100 10001001 11000100 00010011": 1}
OPENQASM 3.0;
bit[8] c = "10001001";
output bit[8] a;
output bit[8] b;
output bit[8] d;
output bit[8] e;
a = rotl(c, 1);
b = rotr(c, 1);
d = rotl(c, 8);
e = rotl(c, -1);
