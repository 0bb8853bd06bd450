// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"253": 1}, "b": {"-56": 1}}
OPENQASM 3.0;
int[8] minus = -3;
uint[8] large = 200;
output uint[8] a;
output int[8] b;
a = uint[8](minus);
b = int[8](large);
