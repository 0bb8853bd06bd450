// parse: error 2
input int n = 3;
bit r;
