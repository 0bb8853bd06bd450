// parse: ok
// check: ok
// run: {"101": 1}
// reading: registers
output bit[3] r;
bit[2] zero = "00";
bit[2] two = "10";
if (zero) r[1] = 1;
if (two) r[2] = 1;
if (zero) {} else r[0] = 1;
