// parse: ok
// check: ok
// run: {"11111111": 1}
OPENQASM 3.0;
array[bool, 2] a = {true, false};
array[float[64], 2] b = {0.5, -1.5};
array[angle[8], 2] c = {pi, 0.0};
array[complex[float[64]], 2] d = {1.0 + 2.0im, 3.0};
array[uint[4], 2] e = {15, 0};
array[int, 2] f = {-5, 5};
array[duration, 2] g = {5ns, 10ns};
bit[8] r;
r[0] = a[0] && !a[1];
r[1] = b[0] + b[1] == -1.0;
r[2] = c[0] == pi;
r[3] = imag(d[0]) == 2.0;
r[4] = real(d[1]) == 3.0;
r[5] = e[0] == 15;
r[6] = f[0] + f[1] == 0;
r[7] = g[1] / g[0] > 1.999 && g[1] / g[0] < 2.001;
