// parse: ok
// check: error 5 6
// reading: division
OPENQASM 3.0;
const int n = 5 / 0;
const int m = 5 % 0;
