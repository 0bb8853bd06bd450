// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"9": 1}, "b": {"4": 1}}
OPENQASM 3.0;
output int[8] a;
output int[8] b;
a = 4;
b = a;
a = 9;
