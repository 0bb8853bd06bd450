// parse: ok
// check: ok
// run: {"0101 1101": 1}
// outputs: {"n": {"-3": 1}, "m": {"5": 1}}
// reading: literal-order
OPENQASM 3.0;
bit[4] c = "1101";
bit[4] d = "0101";
output int[4] n;
output int[4] m;
n = int[4](c);
m = int[4](d);
