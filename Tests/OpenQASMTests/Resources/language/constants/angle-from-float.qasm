// parse: ok
// check: ok
// run: {"0010": 1}
OPENQASM 3.0;
const angle[4] a = pi / 4;
bit[4] r = bit[4](a);
