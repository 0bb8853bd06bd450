// parse: ok
// check: error 4 5
OPENQASM 3.0;
bit[4] a = "101";
bit[4] b = "10110";
bit[4] c = "1011";
