// parse: error 3
OPENQASM 3.0;
const int n;
