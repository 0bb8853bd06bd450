// parse: ok
// check: ok
// run: {"1101": 1}
// outputs: {"n": {"13": 1}}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "1101";
output uint[4] n;
n = uint[4](c);
