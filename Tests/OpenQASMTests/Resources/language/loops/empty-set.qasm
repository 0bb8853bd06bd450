// parse: error 3
bit r;
for int i in {} r = 1;
