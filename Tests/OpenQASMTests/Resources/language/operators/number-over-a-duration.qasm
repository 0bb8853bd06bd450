// parse: ok
// check: error 5
OPENQASM 3.0;
duration a = 5ns;
float x = 2.0 / a;
