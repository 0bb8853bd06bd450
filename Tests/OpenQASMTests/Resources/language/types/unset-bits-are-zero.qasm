// parse: ok
// check: ok
// run: {"0 00000": 1}
// reading: undefined
OPENQASM 3.0;
bit[5] many;
bit one;
