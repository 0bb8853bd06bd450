// parse: ok
// check: error 4 5
OPENQASM 3.0;
duration a = 5;
duration b = 2.5;
