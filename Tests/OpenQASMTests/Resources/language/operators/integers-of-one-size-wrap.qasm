// parse: ok
// check: ok
// run: {"1111": 1}
// reading: promotion
OPENQASM 3.0;
int[8] most = 127;
int[8] one = 1;
int[8] minus = -128;
bit[4] r;
r[0] = most + one == -128;
r[1] = minus - one == 127;
r[2] = most * most == 1;
r[3] = -minus == minus;
