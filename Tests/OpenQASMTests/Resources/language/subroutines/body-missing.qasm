// parse: error 2
def nothing();
int n;
