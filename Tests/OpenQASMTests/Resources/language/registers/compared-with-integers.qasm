// parse: ok
// check: ok
// run: {"110101": 1}
// reading: registers
OPENQASM 3.0;
bit[4] c = "1010";
output bit[6] r;
r[0] = c == 10;
r[1] = c == -6;
r[2] = c > 9;
r[3] = c < 3;
r[4] = c != 5;
r[5] = c >= 10;
