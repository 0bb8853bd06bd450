// parse: ok
// check: ok
// run: {"101": 1}
// outputs: {"n": {"23": 1}}
OPENQASM 3.0;
bit[3] c = "101";
float x = 3.99;
output int n;
n = uint[3](c) * int(x) + 8;
