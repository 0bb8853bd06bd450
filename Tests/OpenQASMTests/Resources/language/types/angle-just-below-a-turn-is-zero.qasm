// parse: ok
// check: ok
// run: {"0000": 1}
OPENQASM 3.0;
angle[4] nearly = 0.99 * tau;
bit[4] r = bit[4](nearly);
