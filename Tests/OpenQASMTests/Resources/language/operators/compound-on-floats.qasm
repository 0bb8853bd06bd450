// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
float x = 1.5;
x += 2.5;
x *= 3;
x -= 4.0;
x /= 4;
x **= 3.0;
bit r = x == 8.0;
