// parse: ok
// check: ok
// run: {"111": 1}
// reading: promotion
OPENQASM 3.0;
int x = 9223372036854775807;
int one = 1;
int y = x + one;
bit[3] r;
r[0] = x > 0;
r[1] = y < 0;
r[2] = y - one == x;
