// parse: ok
// check: ok
// run: {"1111": 1}
// reading: promotion
OPENQASM 3.0;
int[8] a = 100;
int[16] b = 100;
uint[8] c = 250;
uint[16] d = 10;
bit[4] r;
r[0] = a + b == 200;
r[1] = c + d == 260;
r[2] = a * b == 10000;
r[3] = d - c == 65296;
