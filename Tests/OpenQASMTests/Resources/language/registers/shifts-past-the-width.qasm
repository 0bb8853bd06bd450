// parse: ok
// check: ok
// run: {"0000 0000": 1}
// reading: shifts
OPENQASM 3.0;
bit[4] c = "1111";
output bit[4] left;
output bit[4] right;
left = c << 4;
right = c >> 9;
