// parse: ok
// check: ok
// run: {"11": 1}
// reading: promotion
OPENQASM 3.0;
float[32] a = 16777216.0;
float[64] one = 1.0;
bit[2] r;
r[0] = a + one == 16777217.0;
float[32] again = a + one;
r[1] = again == a;
