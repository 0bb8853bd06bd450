// parse: ok
// check: error 5
OPENQASM 2.0;
gate g a {
  later a;
}
gate later a {}
