// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
bit c;
x c;
