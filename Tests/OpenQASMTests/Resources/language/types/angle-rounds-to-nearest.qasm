// parse: ok
// check: ok
// run: {"001 100 011": 1}
OPENQASM 3.0;
angle[3] below = 0.37 * tau;
angle[3] above = 0.45 * tau;
angle[3] low = 0.18 * tau;
bit[3] a = bit[3](below);
bit[3] b = bit[3](above);
bit[3] c = bit[3](low);
