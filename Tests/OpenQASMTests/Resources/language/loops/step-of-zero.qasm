// parse: ok
// check: error 5
// reading: ranges
bit r;
for int i in [0:0:5] r = 1;
