// parse: ok
// check: ok
// run: {"011": 1}
OPENQASM 3.0;
bit[3] c = "101";
c[1] |= c[0];
c[2] &= c[2] ^ c[0];
