// parse: ok
// check: ok
// run: {"0000": 1}
OPENQASM 3.0;
angle[4] half_a_step = tau / 32;
bit[4] r = bit[4](half_a_step);
