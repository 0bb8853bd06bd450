// parse: ok
// check: error 5
OPENQASM 3.0;
duration d = 5ns;
bool b = bool(d);
