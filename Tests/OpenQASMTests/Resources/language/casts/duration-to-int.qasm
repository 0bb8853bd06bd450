// parse: ok
// check: error 5
OPENQASM 3.0;
duration d = 5ns;
int n = int(d);
