// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"2": 1}, "b": {"-126": 1}}
OPENQASM 3.0;
output uint[4] a;
output int[8] b;
a = 13;
a += 5;
b = 120;
b += 10;
