// parse: ok
// check: error 4
OPENQASM 3.0;
gate g(a) a {}
