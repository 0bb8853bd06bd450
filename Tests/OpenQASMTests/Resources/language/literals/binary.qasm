// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"13": 1}, "b": {"105": 1}}
OPENQASM 3.0;
output int a;
output int b;
a = 0b1101;
b = 0B0110_1001;
