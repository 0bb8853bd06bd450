// parse: error 3
bit r;
for i in [0:3] r = 1;
