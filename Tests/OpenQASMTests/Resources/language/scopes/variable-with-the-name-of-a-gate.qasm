// parse: ok
// check: error 5
OPENQASM 3.0;
gate flip a { U(pi, 0, pi) a; }
int flip = 1;
