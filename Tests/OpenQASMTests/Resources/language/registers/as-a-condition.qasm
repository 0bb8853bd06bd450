// parse: ok
// check: ok
// run: {"01": 1}
// reading: registers
OPENQASM 3.0;
bit[3] some = "010";
bit[3] none;
output bit[2] r;
if (some) { r[0] = 1; }
if (none) { r[1] = 1; }
