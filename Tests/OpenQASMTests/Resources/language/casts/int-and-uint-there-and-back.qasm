// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int[6] minus = -17;
uint[6] large = 51;
bit[2] r;
r[0] = int[6](uint[6](minus)) == minus;
r[1] = uint[6](int[6](large)) == large;
