// parse: ok
// check: ok
// run: {"011 011": 1}
OPENQASM 3.0;
bit[3] c = "101";
output bit[3] a;
output bit[3] b;
a = rotl(c, 4);
b = rotr(c, 5);
