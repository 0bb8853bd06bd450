// parse: ok
// check: ok
// run: {"1101": 1}
// reading: registers
output bit[4] r;
bit[4] c = "1010";
if (c == 10) r[0] = 1;
if (c == 5) r[1] = 1;
if (c > 9) r[2] = 1;
if (c != 11) r[3] = 1;
