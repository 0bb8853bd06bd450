// parse: ok
// check: error 5
OPENQASM 3.0;
bool yes = true;
angle[4] a = angle[4](yes);
