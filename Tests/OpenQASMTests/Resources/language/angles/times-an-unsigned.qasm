// parse: ok
// check: ok
// run: {"1111 1001 1001": 1}
OPENQASM 3.0;
angle[4] a = 3 * pi / 8;
uint[4] three = 3;
uint[4] five = 5;
bit[4] x = bit[4](a * three);
bit[4] y = bit[4](three * a);
bit[4] z = bit[4](a * five);
