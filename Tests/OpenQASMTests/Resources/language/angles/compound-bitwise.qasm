// parse: ok
// check: ok
// run: {"0111 1010 0010 1110 1100": 1}
OPENQASM 3.0;
angle[4] a = 3 * pi / 8;
angle[4] quarter = pi / 4;
angle[4] half = pi / 2;
a <<= 2;
bit[4] shifted = bit[4](a);
a |= quarter;
bit[4] joined = bit[4](a);
half = half ^ a;
bit[4] common = bit[4](a & quarter);
bit[4] different = bit[4](half);
a >>= 1;
bit[4] back = bit[4](a);
