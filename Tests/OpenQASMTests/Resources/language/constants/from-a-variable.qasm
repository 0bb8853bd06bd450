// parse: ok
// check: error 5 6
OPENQASM 3.0;
int n = 4;
const int m = n;
const int k = 2 * n + 1;
