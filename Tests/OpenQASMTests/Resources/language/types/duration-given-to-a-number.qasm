// parse: ok
// check: error 5 6
OPENQASM 3.0;
duration a = 5ns;
float x = a;
int n = 3ns;
