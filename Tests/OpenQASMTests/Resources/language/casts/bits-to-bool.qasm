// parse: ok
// check: ok
// run: {"10": 1}
OPENQASM 3.0;
bit[4] some = "0100";
bit[4] none = "0000";
output bit[2] r;
r[0] = bool(none);
r[1] = bool(some);
