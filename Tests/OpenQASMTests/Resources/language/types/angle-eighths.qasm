// parse: ok
// check: ok
// run: {"11110000 0111 0011": 1}
OPENQASM 3.0;
angle[4] three = 3 * pi / 8;
angle[4] seven = 7 * (pi / 8);
angle[8] fifteen = 15 * pi / 8;
bit[4] a = bit[4](three);
bit[4] b = bit[4](seven);
bit[8] c = bit[8](fifteen);
