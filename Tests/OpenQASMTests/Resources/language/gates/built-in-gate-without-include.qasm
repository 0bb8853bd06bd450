// parse: ok
// check: ok
// run: {"0": 0.5, "1": 0.5}
qubit q;
bit c;
U(pi / 2, 0, pi) q;
c = measure q;
