// parse: ok
// check: error 6
OPENQASM 3.0;
bit a;
bit c;
c = measure a;
