// parse: ok
// check: error 4
OPENQASM 3.0;
bool a = True;
