// parse: ok
// check: error 5
OPENQASM 3.0;
const uint[8] n = 3;
n[0] = 0;
