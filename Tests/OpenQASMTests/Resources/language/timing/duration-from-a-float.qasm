// parse: ok
// check: error 4
OPENQASM 3.0;
duration d = 0.5;
