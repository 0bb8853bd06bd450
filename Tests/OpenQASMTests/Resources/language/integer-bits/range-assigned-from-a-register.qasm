// parse: ok
// check: ok
// run: {"011": 1}
// outputs: {"n": {"-10": 1}}
// reading: literal-order
OPENQASM 3.0;
bit[3] c = "011";
output int[8] n;
n = -14;
n[1:3] = c;
output bit[3] again;
again = n[1:3];
