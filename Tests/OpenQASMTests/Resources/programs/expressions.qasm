// parse: ok
int r = 1 + 2 * 3 - 4 / 5 % 6;
r = -2 ** 2 + ~1 & 3 | 4 ^ 5 << 1 >> 2;
bool s = !(r == 1) && r != 2 || r < 3 && r <= 4 || r > 5 && r >= 6;
r += 1; r -= 1; r *= 2; r /= 2; r %= 3; r **= 2; r &= 7; r |= 8; r ^= 1; r <<= 1; r >>= 1;
bit[4] b = "1010";
b[0:1] = b[2:3]; b[{0, 2}] = "11"; b[::2] = "00"; b[-1:-1:0] = b; b[:] = b;
r = int[8](b[0:3]) + sizeof(t, 1) + popcount(b) + f(g(h(1)))[0][1, 2];
s = bool(b[0]) == true; s = b == "0101";
float x = sin(π / 4) + cos(ℇ) ** 2 + sqrt(τ) + pow(2, 3) + 1_000.000_1e-1_0;
uint y = 0xDEAD_beef + 0b1 + 0o17 + 0B0 + 0XA;
angle z = angle[8](1.5) - -pi;
duration d = durationof({ x q; delay[2ns] q; }) * 2 + 3dt;
