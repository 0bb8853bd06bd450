// parse: ok
// check: error 5
OPENQASM 3.0;
uint a;
defcal a $0 { }
