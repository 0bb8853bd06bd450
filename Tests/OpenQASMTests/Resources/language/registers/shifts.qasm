// parse: ok
// check: ok
// run: {"00001001 00111100": 1}
// reading: shifts
OPENQASM 3.0;
bit[8] c = "10011110";
output bit[8] left;
output bit[8] right;
left = c << 1;
right = c >> 4;
