// parse: ok
// check: error 6
// reading: scope
OPENQASM 3.0;
gate flip a { U(pi, 0, pi) a; }
int flip = 1;
