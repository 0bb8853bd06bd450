// parse: ok
// check: ok
// run: {"11": 1}
bit[2] r;
duration whole = 1us;
duration part = 250ns;
r[0] = (whole / part == 4.0);
r[1] = (part * 4 == whole);
