// parse: ok
// check: ok
// run: {"0110": 1}
OPENQASM 3.0;
bit[4] a = "1000";
bit[4] b = "0111";
output bit[4] r;
r[0] = a == b;
r[1] = a != b;
r[2] = a > b;
r[3] = a <= b;
