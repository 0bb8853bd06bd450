// parse: ok
// check: ok
// run: {"000 101": 1}
OPENQASM 3.0;
bit[3] a = "101";
output bit[3] kept;
output bit[3] cleared;
kept = a;
a = "000";
cleared = a;
