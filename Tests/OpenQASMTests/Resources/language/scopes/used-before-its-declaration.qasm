// parse: ok
// check: error 4
bit r;
r = (later == 1);
int later = 1;
