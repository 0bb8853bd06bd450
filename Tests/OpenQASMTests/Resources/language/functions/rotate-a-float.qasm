// parse: ok
// check: error 5
OPENQASM 3.0;
float x = 2.5;
float y = rotl(x, 1);
