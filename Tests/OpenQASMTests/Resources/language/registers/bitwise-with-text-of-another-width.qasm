// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] a = "1010";
a ^= "101";
