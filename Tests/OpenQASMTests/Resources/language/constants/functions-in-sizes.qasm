// parse: ok
// check: ok
// run: {"100000 10000": 1}
OPENQASM 3.0;
const uint n = popcount("0110_1110");
bit[n] a;
a[n - 1] = 1;
const int[8] m = int[8](floor(sqrt(40.0)));
bit[m] b;
b[m - 1] = 1;
