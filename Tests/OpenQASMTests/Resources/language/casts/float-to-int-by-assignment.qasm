// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"2": 1}, "b": {"-1": 1}}
// reading: float-to-int
OPENQASM 3.0;
float x = 2.7;
output int a;
output int[8] b;
a = x;
b = -1.99;
