// parse: ok
// check: error 5
OPENQASM 3.0;
duration d = 4ns;
float x = sqrt(d);
