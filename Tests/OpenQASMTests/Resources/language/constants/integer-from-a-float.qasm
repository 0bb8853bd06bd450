// parse: ok
// check: error 5 7
// reading: float-to-int
OPENQASM 3.0;
const int n = 2.7;
const float[32] x = 2.0;
const int[64] m = x;
