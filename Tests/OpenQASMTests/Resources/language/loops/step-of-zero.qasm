// parse: ok
// check: error 4
bit r;
for int i in [0:0:5] r = 1;
