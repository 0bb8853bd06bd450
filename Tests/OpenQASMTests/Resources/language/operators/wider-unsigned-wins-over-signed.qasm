// parse: ok
// check: ok
// run: {"11": 1}
// reading: promotion
OPENQASM 3.0;
int[8] minus = -1;
uint[16] most = 65535;
bit[2] r;
r[0] = minus == most;
r[1] = minus + most == 65534;
