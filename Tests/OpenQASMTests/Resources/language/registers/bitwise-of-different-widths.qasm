// parse: ok
// check: error 6
OPENQASM 3.0;
bit[4] a = "1010";
bit[3] b = "101";
bit[4] c = a & b;
