// parse: ok
// check: error 4
int n;
n = nowhere(3);
