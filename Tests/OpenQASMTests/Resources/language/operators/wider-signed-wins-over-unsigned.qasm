// parse: ok
// check: ok
// run: {"111": 1}
// reading: promotion
OPENQASM 3.0;
int[16] minus = -1;
uint[8] most = 255;
uint[8] one = 1;
bit[3] r;
r[0] = minus != most;
r[1] = minus < one;
r[2] = one - most == 2 && minus * most == -255;
