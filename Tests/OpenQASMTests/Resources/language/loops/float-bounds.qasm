// parse: ok
// check: error 4
bit r;
for int i in [0.5:2.5] r = 1;
