// parse: ok
// check: error 4
input int n;
output int n;
