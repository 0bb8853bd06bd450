// parse: ok
// check: ok
// run: {"1100 0100": 1}
OPENQASM 3.0;
float x = pi / 2;
bit[4] a = bit[4](angle[4](x));
bit[4] b = bit[4](angle[4](-x));
