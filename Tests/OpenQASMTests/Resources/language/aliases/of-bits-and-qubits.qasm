// parse: ok
// check: error 6
OPENQASM 3.0;
qubit[2] q;
bit[2] c;
let both = q ++ c;
