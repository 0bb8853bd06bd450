// parse: ok
// check: error 5
OPENQASM 3.0;
bit[8] c;
duration d = duration(c);
