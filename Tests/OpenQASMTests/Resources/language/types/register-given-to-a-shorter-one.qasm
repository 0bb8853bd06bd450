// parse: ok
// check: error 5 7
OPENQASM 3.0;
bit[4] a = "1010";
bit[3] b = a;
bit[5] c;
c = a;
