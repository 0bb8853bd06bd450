// parse: ok
bit a; bit[8] b = "0110_1001"; bool c = true;
int d; int[7] e = -5; uint f = 0xFF; uint[3] g = 0b101;
float h = 1.; float[32] i = .5; angle j = pi / 2; angle[20] k = 1e-3;
complex l; complex[float[64]] m = 1.5 + 2 im; complex[float] n = -im_part * 3.0im;
duration o = 100ns; duration p = 1.5 µs + 2μs; stretch r;
array[int[8], 4] s = {1, 2, 3, 4};
array[float[64], 2, 3] t = {{1, 2, 3}, {4.5, -5e-1}};
array[complex[float[32]], 1, 1, 1] u = {{{1im}}};
const int v = 2 ** 3 ** 2;
const bit[4] w = "1010";
input angle[16] theta; input array[uint[8], 2] table; output bool ready;
qubit[v] q; qubit x; qreg y[3]; creg z[3]; qreg single; creg bits;
