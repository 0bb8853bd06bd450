// parse: ok
// check: ok
// run: {"1111": 1}
// reading: promotion
OPENQASM 3.0;
uint[4] most = 15;
uint[4] one = 1;
uint[4] zero = 0;
bit[4] r;
r[0] = most + one == 0;
r[1] = zero - one == 15;
r[2] = most * most == 1;
r[3] = -one == 15;
