// parse: ok
// check: error 7
// reading: registers
OPENQASM 3.0;
bit[4] c = "0101";
uint[4] n = 3;
bit[4] d = c + n;
