// parse: error 2
output bit r = 1;
int n;
