// parse: ok
// check: error 6
def take(bit[4] b) -> bit { return b[0]; }
bit[3] c;
bit r;
r = take(c);
