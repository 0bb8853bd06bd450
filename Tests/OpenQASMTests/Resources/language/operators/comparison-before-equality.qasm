// parse: ok
// check: ok
// run: {"11": 1}
OPENQASM 3.0;
bit[2] r;
int a = 3;
r[0] = a < 5 == true;
r[1] = false == a > 5;
