// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"a": {"4": 1}, "b": {"0": 1}}
OPENQASM 3.0;
uint[16] n = 1300;
output uint[4] a;
output uint[2] b;
a = uint[4](n);
b = uint[2](n);
