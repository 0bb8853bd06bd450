// parse: ok
// check: ok
// run: {"11": 1}
// reading: promotion
OPENQASM 3.0;
uint zero = 0;
uint most = zero - 1;
bit[2] r;
r[0] = most > 0;
r[1] = most + 1 == 0;
