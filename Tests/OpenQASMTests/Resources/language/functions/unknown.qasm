// parse: ok
// check: error 4
OPENQASM 3.0;
float x = sinh(1.0);
