// parse: ok
// check: error 5
OPENQASM 3.0;
gate turn q { U(pi, 0, pi) q; }
turn = 1;
