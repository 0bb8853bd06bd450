// parse: ok
// check: error 5
OPENQASM 3.0;
const int n = 4;
n += 1;
