// parse: ok
// check: ok
// run: {"10000110": 1}
OPENQASM 3.0;
bit[8] r = "1000_0110";
