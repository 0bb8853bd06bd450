// parse: ok
// check: ok
// run: {"1111": 1}
OPENQASM 3.0;
int[64] least = -9223372036854775807;
int[64] one = 1;
least -= one;
bit[4] r;
r[0] = least < 0;
r[1] = least[63];
r[2] = least + one == -9223372036854775807;
r[3] = least - one == 9223372036854775807;
