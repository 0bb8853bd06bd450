// parse: ok
// check: error 4 5
OPENQASM 3.0;
int[4] a = "1010";
uint[4] b = "1010";
