// parse: ok
// check: ok
// run: {"11111": 1}
OPENQASM 3.0;
int two = 2;
int[8] base = 2;
int[8] seven = 7;
bit[5] r;
r[0] = two ** 10 == 1024;
r[1] = (-two) ** 3 == -8;
r[2] = two ** 0 == 1;
r[3] = base ** seven == -128;
r[4] = 0 ** 0 == 1;
