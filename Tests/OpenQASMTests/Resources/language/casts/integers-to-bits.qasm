// parse: ok
// check: ok
// run: {"1111 1101 1010": 1}
// reading: literal-order
OPENQASM 3.0;
uint[4] n = 10;
int[4] m = -3;
int[4] k = -1;
bit[4] a = bit[4](n);
bit[4] b = bit[4](m);
bit[4] c = bit[4](k);
