// parse: ok
// check: error 5
OPENQASM 3.0;
float x = 7.5;
float y = x % 2.0;
