// parse: ok
// check: error 5
bit r;
for int i in [0:3] r = 1;
r = (i == 3);
