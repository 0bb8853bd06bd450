// parse: ok
// check: error 7
// reading: measurement-forms
OPENQASM 3.0;
qubit[2] q;
bit c;
c = measure q;
