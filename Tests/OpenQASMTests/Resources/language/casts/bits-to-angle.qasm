// parse: ok
// check: ok
// run: {"11": 1}
// reading: literal-order
OPENQASM 3.0;
bit[4] half = "1000";
bit[4] eighth = "0001";
output bit[2] r;
r[0] = angle[4](half) == pi;
r[1] = angle[4](eighth) == pi / 8;
