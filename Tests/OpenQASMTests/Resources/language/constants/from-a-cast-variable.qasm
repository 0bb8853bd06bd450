// parse: ok
// check: error 5
OPENQASM 3.0;
uint[8] n = 7;
const int[16] m = int[16](n);
