// parse: ok
// check: ok
// run: {"000": 1}
// reading: undefined
qubit[3] q;
bit[3] c;
c = measure q;
