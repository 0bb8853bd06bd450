// parse: ok
// check: error 5
OPENQASM 3.0;
gate g a {
  later a;
}
gate later a {}
