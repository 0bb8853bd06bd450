// parse: ok
// check: error 4
OPENQASM 3.0;
include "no_such_file.inc";
bit r;
