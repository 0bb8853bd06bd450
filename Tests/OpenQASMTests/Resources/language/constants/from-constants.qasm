// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
const int a = 4;
const int b = a * a - 1;
const float c = b / 2;
bit[2] r;
r[0] = b == 15;
r[1] = c == 7.0;
