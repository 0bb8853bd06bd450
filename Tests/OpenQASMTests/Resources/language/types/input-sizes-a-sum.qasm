// parse: ok
// check: ok
// run: {"": 1}
// input: n=5
// outputs: {"total": {"15": 1}}
OPENQASM 3.0;
input int n;
output int total;
total = n * (n + 1) / 2;
