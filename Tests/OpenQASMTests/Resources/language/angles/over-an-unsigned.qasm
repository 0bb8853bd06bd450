// parse: ok
// check: ok
// run: {"0011 0001": 1}
OPENQASM 3.0;
angle[4] a = 7 * pi / 8;
uint[4] two = 2;
uint[4] four = 4;
bit[4] x = bit[4](a / four);
bit[4] y = bit[4](a / two);
