// parse: ok
// check: error 5
def nothing() {}
int n;
n = nothing();
