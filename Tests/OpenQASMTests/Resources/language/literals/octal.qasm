// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"59": 1}, "b": {"511": 1}}
OPENQASM 3.0;
output int a;
output int b;
a = 0o73;
b = 0o7_77;
