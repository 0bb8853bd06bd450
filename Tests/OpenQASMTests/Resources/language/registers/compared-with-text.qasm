// parse: ok
// check: ok
// run: {"1001": 1}
OPENQASM 3.0;
bit[3] c = "110";
output bit[4] r;
r[0] = c == "110";
r[1] = c == "011";
r[2] = c != "110";
r[3] = c > "011";
