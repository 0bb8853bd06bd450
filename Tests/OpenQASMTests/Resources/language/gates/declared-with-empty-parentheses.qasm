// parse: ok
// check: ok
// run: {"1": 1}
OPENQASM 3.0;
gate flip() a { U(pi, 0, pi) a; }
qubit q;
bit c;
flip() q;
c = measure q;
