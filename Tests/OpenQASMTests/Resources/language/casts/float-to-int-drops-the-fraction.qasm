// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"2": 1}, "b": {"-2": 1}, "c": {"0": 1}}
OPENQASM 3.0;
float x = 2.9;
output int a;
output int[8] b;
output uint[8] c;
a = int(x);
b = int[8](-x);
c = uint[8](x - 2.0);
