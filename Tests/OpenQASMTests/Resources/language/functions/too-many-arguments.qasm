// parse: ok
// check: error 4 5
OPENQASM 3.0;
float x = sin(1.0, 2.0);
float y = mod(7, 2, 3);
