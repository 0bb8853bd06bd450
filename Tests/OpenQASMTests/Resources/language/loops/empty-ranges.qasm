// parse: ok
// check: ok
// run: {"000": 1}
// reading: ranges
bit[3] r;
for int i in [3:1] r[0] = 1;
for int i in [0:-1:2] r[1] = 1;
for int i in [0:1:-1] r[2] = 1;
