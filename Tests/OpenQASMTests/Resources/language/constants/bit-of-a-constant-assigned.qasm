// parse: ok
// check: error 5
OPENQASM 3.0;
const bit[3] mask = "101";
mask[1] = 1;
