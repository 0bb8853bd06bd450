// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
duration a = 500ns;
duration unit = 200ns;
float ratio = a / unit;
bit r = ratio > 2.499999 && ratio < 2.500001;
