// parse: ok
// check: error 5
// reading: division
OPENQASM 3.0;
int n = mod(7, 0);
