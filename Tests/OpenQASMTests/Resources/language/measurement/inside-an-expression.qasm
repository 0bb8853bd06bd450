// parse: error 6
// reading: measurement-forms
OPENQASM 3.0;
qubit q;
bit c;
c = !measure q;
