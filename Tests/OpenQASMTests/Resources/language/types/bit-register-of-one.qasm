// parse: ok
// check: ok
// run: {"1 0": 1}
OPENQASM 3.0;
bit[1] zero = "0";
bit[1] one = "1";
