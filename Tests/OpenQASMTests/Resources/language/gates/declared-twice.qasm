// parse: ok
// check: error 6
OPENQASM 3.0;
include "stdgates.inc";
gate mine a { x a; }
gate mine a { z a; }
