// parse: ok
// check: error 6
OPENQASM 3.0;
duration a = 5ns;
duration b = 3ns;
duration c = a * b;
