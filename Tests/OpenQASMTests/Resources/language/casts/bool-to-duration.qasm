// parse: ok
// check: error 5
OPENQASM 3.0;
bool yes = true;
duration d = duration(yes);
