// parse: ok
// check: ok
// run: {"011": 1}
// outputs: {"back": {"0": 1}}
// reading: promotion
OPENQASM 3.0;
uint[4] a = 15;
int[8] b = 127;
bit[3] r;
r[0] = a + 1 == 16;
r[1] = b + 1 == 128;
r[2] = b + 1 == -128;
output uint[4] back;
back = a + 1;
