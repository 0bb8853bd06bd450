// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
int a = 9007199254740993;
int b = 9007199254740992;
bit[2] r;
r[0] = a != b;
r[1] = a - b == 1;
