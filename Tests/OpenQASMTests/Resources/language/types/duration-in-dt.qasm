// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
duration whole = 800dt;
duration part = 100dt;
float ratio = whole / part;
bit r = ratio > 7.999999 && ratio < 8.000001;
