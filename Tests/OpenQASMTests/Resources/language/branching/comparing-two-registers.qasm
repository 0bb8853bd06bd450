// parse: ok
// check: ok
// run: {"01": 1}
output bit[2] r;
bit[3] a = "101";
bit[3] b = "110";
if (a != b) r[0] = 1;
if (a == b) r[1] = 1;
