// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
int value = 1;
int Value = 2;
bit[2] r;
r[0] = value == Value;
r[1] = Value == 2;
