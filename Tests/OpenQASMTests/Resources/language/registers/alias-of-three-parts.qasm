// parse: ok
// check: ok
// run: {"0110": 1}
// reading: literal-order
OPENQASM 3.0;
bit[2] a = "10";
bit[2] b = "01";
bit[3] c = "100";
let all = b[1:1] ++ a ++ c[2:2];
output bit[4] r;
r[0] = all[0];
r[1] = all[2];
r[2] = all[3];
r[3] = all[1];
