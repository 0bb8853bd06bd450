// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"c": {"26": 1}}
OPENQASM 3.0;
int a = 4;
int b = a * 6 + 1;
output int c;
c = b + 1;
