// parse: ok
// check: error 5
OPENQASM 3.0;
bit[4] c = "1010";
angle[8] a = angle[8](c);
