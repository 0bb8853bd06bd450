// parse: ok
// check: ok
// run: {"101 10100000": 1}
OPENQASM 3.0;
angle[4] a = 5 * pi / 4;
angle[8] wide = a;
angle[3] narrow = a;
bit[8] b = bit[8](wide);
bit[3] c = bit[3](narrow);
