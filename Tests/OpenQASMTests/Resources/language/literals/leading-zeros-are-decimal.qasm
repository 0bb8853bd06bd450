// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
bit[2] r;
r[0] = 010 == 10;
r[1] = 0x00ff == 255;
