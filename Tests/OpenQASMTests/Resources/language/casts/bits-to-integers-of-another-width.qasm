// parse: ok
// check: error 5 6
OPENQASM 3.0;
bit[4] c = "1010";
int[8] n = int[8](c);
uint[2] m = uint[2](c);
