// parse: ok
// check: error 5
OPENQASM 3.0;
bool yes = true;
bit a = yes[0];
