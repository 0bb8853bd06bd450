// parse: ok
// check: ok
// run: {"": 1}
// outputs: {"n": {"3": 1}}
OPENQASM 3.0;
output int n;
n = int(floor(sqrt(floor(15.9) - mod(17, 3))) + 0.5 * popcount("01"));
