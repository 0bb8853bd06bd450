// parse: ok
// check: error 5
OPENQASM 3.0;
uint[8] n = 3;
duration d = duration(n);
