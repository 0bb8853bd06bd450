// parse: ok
// check: error 5
OPENQASM 3.0;
const float big = exp(1000.0);
angle[8] a = big;
