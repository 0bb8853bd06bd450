// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"20": 1}}
// reading: literal-order
OPENQASM 3.0;
output uint[8] n;
n[0:2:6] = "0110";
