// parse: ok
// check: error 5 6
OPENQASM 3.0;
duration a = 5ns;
duration b = a + 3;
duration c = 2.5 - a;
